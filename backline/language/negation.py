"""Whether a sentence denies what one of its phrases says."""

from __future__ import annotations

from collections.abc import Sequence

from backline.language.normalise import word_set

CLAUSE_ENDS = word_set(
    ", ; : . .. ... \u2026 ? ! ( ) [ ] but however though although except yet because since while whereas unless still "
    "until lol"
)
_SUBJECTS = word_set("i my me he his she her it its they their we our the this that there now then both")
_VERBS = word_set(
    "am is are was were be been have has had do does did can could will would feel feels felt get gets got "
    "just started starting keep keeps went go goes think"
)

# Cues that deny all that follows in their clause.
_STRONG = word_set("no without never deny denies denied denying neither nor none negative absent zero w/o nope")
# "no idea why both legs are numb" denies an idea and nothing else.
_NOT_A_DENIAL_AFTER_NO = word_set(
    "longer doubt idea matter relief control position improvement help luck sleep answer answers reason "
    "choice clue cure way one warning insurance money energy strength good use avail change success let rest "
    "end difference joke big fun wonder explanation cause diagnosis medication meds positions medicine "
    "treatment feeling sensation progress results time more tablet tablets pill pills painkiller painkillers"
)
_NOT_A_DENIAL_AFTER_NOT = word_set(
    "only just sure certain know understand help helps helping helped work works working worked better "
    "improve improving improved stop stopping stopped go away sleep sleeping slept walk walking eat care long "
    "until enough much normal right good able allow fully easy kidding joking matter mean sit stand move bend "
    "take touch fix heal healing healed find believe wait treat treated treating address operate operated"
)
# Verbs whose denial reaches to the end of the clause ("do not have any fever or chills").
_FAR_REACHING = word_set(
    "have having had feel feeling felt get getting got notice noticed noticing experience experienced "
    "experiencing suffer suffered suffering see seen saw show showed showing lose lost develop developed seem "
    "seems been hurt injure injured report remember recall think want wish use used using take taken taking "
    "try tried trying do done doing any need"
)
# "never felt such weakness before" tells of a weakness.
_SO_BAD = word_set("such like so this until")
# A new statement begins without "and": "if this does not get better I am going to ...". Not after a word that makes it
# part of what is denied ("I do not think I am weak").
_SPEAKERS = word_set("i he she we they")
_BEGIN = word_set("am is are will would want going have has can could need might")
_BOUND = word_set(
    "think feel feels felt like say said that believe know sure when where what how why if as mean see than"
)
# What lists of warning signs are made of; other words, such as a part of the body, tell of something.
_FINDINGS = word_set(
    "numbness weakness tingling fever fevers chills sweats night cancer cancers tumor tumors trauma injury injuries "
    "fall falls accident accidents fracture fractures infection infections incontinence bladder bowel saddle "
    "anesthesia anaesthesia weight loss problem problems issue issues stuff trouble troubles changes chest "
    "breathlessness swelling rash history unexplained urinary retention pins needles steroids osteoporosis surgery "
    "surgeries red flags flag"
)
_ANSWERS = word_set("no nope")
_TELLERS = word_set("i we he she they my")
_AND_YET = word_set("just only except apart besides")
# "No injury, fever, chills" may deny the injury alone, and go on to what there is.
_CAUSES = word_set(
    "trauma injury injuries fall falls accident accidents surgery surgeries history cancer cancers fracture fractures"
)
_LISTS = word_set("or ,")
_LIST = 3  # items of a list that has nothing but commas
_THESE = word_set("these those them that this following")
_NEAR = 3  # words a bare "not" reaches ("not really that numb")
_FAR = 10
_BEFORE_CAN = word_set("can could will")
_AFTER = (
    ("ruled", "out"),
    ("not", "present"),
    ("not", "there"),
    ("not", "an", "issue"),
    ("not", "a", "problem"),
    ("negative",),
    ("absent",),
    ("none",),
    ("no",),
    ("nope",),
    ("never",),
    ("denied",),
    ("went", "away"),
    ("gone", "away"),
    ("gone", "now"),
    ("resolved",),
    ("cleared", "up"),
)
# "No chest pain before, but now it is crushing": what was denied has come.
_BEFORE_NOW = word_set("before previously earlier until till yesterday")
_NOW = word_set("now today")
_TURNS = word_set("but and ,")
_IT_IS = frozenset({("there", "is"), ("there", "are"), ("i", "have"), ("i", "do")})
_NO_TROUBLE = word_set("fine ok okay gone good better just only say said think")
_BEGIN_AFTER = frozenset(denial[0] for denial in _AFTER)
_DENIALS = _STRONG | _BEGIN_AFTER
_MAY_END_REACH = CLAUSE_ENDS | _SPEAKERS | {"and"}
_LINKS = word_set(", : - ? = is are was were has have been being it that now since they all completely")
_MUST_END = frozenset({("none",), ("no",), ("nope",), ("never",), ("negative",), ("absent",)})


def may_deny(words: Sequence[str]) -> bool:
    """False where a sentence has no word that could deny one of its phrases: a quick look before `is_negated`."""
    return not _DENIALS.isdisjoint(words)


def is_negated(words: Sequence[str], start: int, end: int) -> bool:
    """Tell whether the words from `start` up to `end` are denied by the words around them.

    The phrase itself may hold a denial ("can not pee"); only words outside it count.

    Args:
        words: the plain words of one sentence, see `sentence_words`.
        start: index of the first word of the phrase.
        end: index after its last word.
    """
    return (_denied_before(words, start) and not has_come(words, end)) or _denied_after(words, end)


def has_come(words: Sequence[str], end: int) -> bool:
    """Tell whether what was denied of a time before is told of now ("no numbness before, but now it is there").

    Args:
        words: the plain words of one sentence, see `sentence_words`.
        end: index after the last word of what is denied.
    """
    if end >= len(words) or words[end] not in _BEFORE_NOW:
        return False
    for at in range(end + 1, min(len(words) - 1, end + _NEAR + 3)):
        if words[at] in _NOW and words[at - 1] in _TURNS:
            told = words[at + 1] in ("it", "they") or tuple(words[at + 1 : at + 3]) in _IT_IS
            return told and _NO_TROUBLE.isdisjoint(words[at + 1 : at + 5])
    return False


def _denied_before(words: Sequence[str], start: int) -> bool:
    for at in range(start - 1, max(-1, start - 16), -1):
        word = words[at]
        if word in _STRONG:
            following = words[at + 1] if at + 1 < len(words) else ""
            if word == "no" and (following in _NOT_A_DENIAL_AFTER_NO or (at == 0 and following == ",")):
                continue
            tells = word in _ANSWERS and following in _TELLERS and "not" not in words[at : at + _NEAR + 2]
            if at == 0 and (following in _AND_YET or tells):
                continue  # "nope just night sweats", "no i had PT": answers no, and tells of something
            if word == "never" and _SO_BAD & set(words[at:]):
                continue
            return start - at <= _FAR or not _LISTS.isdisjoint(words[at:start])
        if word == "not":
            if _not_reaches(words, at, start):
                return True
        elif word in _MAY_END_REACH and _ends_reach(words, at, start):
            return False
    return False


def _not_reaches(words: Sequence[str], at: int, start: int) -> bool:
    following = words[at + 1] if at + 1 < len(words) else ""
    if at and words[at - 1] in _BEFORE_CAN and following not in ("say", "report", "be", "have"):
        return False
    if at + 1 == start:
        return True
    if following in _NOT_A_DENIAL_AFTER_NOT:
        return False
    if following in _FAR_REACHING or (following in ("really", "ever", "yet") and _next_in(words, at + 2)):
        return start - at <= _FAR or "," in words[at:start]
    return start - at <= _NEAR


def _ends_reach(words: Sequence[str], at: int, start: int) -> bool:
    """True where a denial before word `at` can not reach the phrase at `start`."""
    word = words[at]
    if word == ":" and words[at - 1] in _THESE:
        return not _list_goes_on(words, at, start)  # "I have none of these: fever, numbness, weakness"
    if word in CLAUSE_ENDS:
        return word != "," or not _list_goes_on(words, at, start)
    if word == "and":
        return at + 1 <= start and at + 1 < len(words) and words[at + 1] in _SUBJECTS | _VERBS
    return word in _SPEAKERS and _begins_statement(words, at, start)


def _begins_statement(words: Sequence[str], at: int, start: int) -> bool:
    following = words[at + 1] if at + 1 < start else ""
    previous = words[at - 1] if at else ""
    return bool(previous) and following in _BEGIN and previous not in _BOUND


def _next_in(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at] in _FAR_REACHING


def _list_goes_on(words: Sequence[str], comma: int, start: int) -> bool:
    """True where the comma only separates items of a list that is denied as a whole ("no fever, chills or rash").

    An "or" behind it, before anything else is told, says so. A list of commas alone is believed where all its items
    up to the phrase are plain names of findings: "no fever, numbness, weakness" denies them all, and "no injury, numb
    legs" tells of legs.
    """
    items, joined = _items(words, comma + 1)
    if joined and all(len(item) <= 4 and not set(item) & (_SUBJECTS | _VERBS) for item in items):
        return True
    before = [] if words[comma] == ":" else _item_before(words, comma)
    if words[comma] == "," and (not before or any(not item or not set(item) <= _FINDINGS for item in before)):
        return False
    if before and set(before[0]) & _CAUSES:
        return False
    named = 0
    at = comma + 1
    for item in items:
        if not item or not set(item) <= _FINDINGS:
            break
        named += 1
        at += len(item) + 1
    return start < at and len(before) + named >= (_LIST if before else _LIST - 1)


def _items(words: Sequence[str], at: int) -> tuple[list[list[str]], bool]:
    """The items of a list from word `at` on, and whether "or" or "nor" joins any of them."""
    rest = list(words[at:])
    items: list[list[str]] = [[]]
    joined = False
    for number, word in enumerate(rest):
        if word == "and" and set(rest[number + 1 : number + 2]) & (_SUBJECTS | _VERBS):
            break  # "no fever, chills or rash and my back hurts"
        if joined and word == ",":
            break  # "no fever, chills or rash, just a stiff neck"
        if word in (",", "or", "nor", "and"):
            joined = joined or word in ("or", "nor")
            items.append([])
        elif word in CLAUSE_ENDS:
            break
        else:
            items[-1].append(word)
    return items, joined


def _item_before(words: Sequence[str], comma: int) -> list[list[str]]:
    """The items before a comma back to the denial, or to the colon that follows it, without these."""
    items: list[list[str]] = [[]]
    for at in range(comma - 1, -1, -1):
        word = words[at]
        if word in _DENIALS or word in (":", "any"):
            return items[::-1]
        if word in (",", "and"):
            items.append([])
        elif word in CLAUSE_ENDS:
            return []
        else:
            items[-1].insert(0, word)
    return []


def _denied_after(words: Sequence[str], end: int) -> bool:
    at = end
    while at < len(words) and at < end + 4 and words[at] in _LINKS:
        at += 1
    if at < len(words) and words[at] not in _BEGIN_AFTER:
        return False
    for denial in _AFTER:
        if tuple(words[at : at + len(denial)]) == denial:
            after = words[at + len(denial)] if at + len(denial) < len(words) else "."
            # "numb: no" denies; "numb, no feeling at all" does not.
            return after in CLAUSE_ENDS or denial not in _MUST_END
    return False
