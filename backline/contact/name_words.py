"""Words that tell a name from a sentence."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of ``text``, separated by white space."""
    return frozenset(text.split())


PARTICLES = words(
    """
    de la del della di da das do dos du le los las van von der den ter ten zu zum al el bin ibn bint ben y e
    af av
    """
)

# Whole messages that decline to give a name.
REFUSALS = frozenset(
    {
        "no", "nope", "nah", "no thanks", "no thank you", "no way", "never", "skip", "none", "nothing",
        "nobody", "stop", "cancel", "quit", "later", "not now", "rather not", "i'd rather not", "private", "anonymous",
        "no name", "unknown", "none of your business", "idk", "dunno", "whatever", "n/a", "na",
    }
)  # fmt: skip

ASKING = words("what what's whats why when where which who whose")

# One of these anywhere, and it is no name. Words that many people bear as a name do not belong here.
NEVER_A_NAME = ASKING | words(
    """
    send submit i i'm i'd i've i'll me mine myself your yours yourself his her hers our ours their theirs them us it's
    its it that's that this these those there a is isn't are aren't was wasn't were am been being have
    haven't has hasn't had don't dont doesn't doesnt didn't didnt does can't cant cannot couldn't could
    would wouldn't should shouldn't won't wont must might and if because than then not never neither nor
    yes yeah yep yup nope nah ok okay please pls thanks thank thx hello hey goodbye bye sorry maybe
    perhaps complicated funny weird strange impossible urgent important nonsense silly crazy amazing want
    wants wanted need needs needed give tell telling told ask asking know think say saying said mean meant
    feel feeling get getting got make making call calling called contact reach talk talking help helping
    hurts hurting ache aches aching pain pains painful sore suffer suffering sick injured injury numb
    numbness tingling weak weakness swollen worse worst surgery surgeon operation doctor physician nurse
    clinic hospital appointment visit therapy therapist physical exercise exercises stretching medicine
    medication injection injections pills tablets spine spinal disc discs disk disks sciatica stenosis
    herniated bulging lumbar vertebra vertebrae nerve nerves leg legs feet knee knees shoulder shoulders
    hips sacrum lower upper phone cell mobile telephone number email e-mail mail address website online
    form question questions answer name names information info details data privacy private personal
    secret business bot robot human someone somebody anyone anybody everyone nobody something anything
    nothing everything today tomorrow tonight yesterday morning mornings afternoon afternoons evening
    evenings midnight weekday weekdays weekend weekends anytime whenever always later soon now week month
    months year years hour hours minute minutes very really only again already also too about under into
    onto with without before after until since wrong correct different same other another change changed
    fix update cancel skip repeat restart mom mum dad wife husband daughter brother sister tired exhausted
    worried scared afraid anxious nervous confused frustrated desperate angry upset depressed pregnant
    retired disabled diabetic unsure uncertain busy useless stupid ridiculous terrible awful horrible
    stuck idk dunno lol omg wtf hmm um uh much many put write use though patient treatment treatments
    recovery recover recovering symptom symptoms causes diagnosis prognosis rehab insurance
    complaint complaints operated options side-effects
    """
)

# Names of some ("He Li", "Can Yilmaz", "Sunday Weeks"), mostly words of a sentence.
RARELY_A_NAME = words(
    """
    no you he she we they my an do did so in on at to of or as be can go see by for from up out off back
    neck hip hand arm all any some more most less here fine good well great better ready done serious sure
    right left true false old new young long short hot cold day days night nights time times son mother
    father first second last next test null start begin end stop wait waiting working thinking trying
    going doing looking nothing male female man woman patient hi free open close but foot friday how hurt
    risk risks treat cause benefits cost costs price healing outlook
    ill just monday noon over person saturday speak stiff still sunday the thursday tuesday wednesday
    weeks welcome
    """
)
