"""Whether a message is written in another language than English, and in which, as far as its letters and words tell."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words of each language that English has not, spelt with and without their marks.
_WORDS = {
    "es": (
        "quiero quisiera morir duele duelen espalda dolor hola gracias ayuda ayudame ayúdame favor hablo habla "
        "hablan hablar tengo tiene puedo puede pierna piernas cuello desde ayer hoy estoy esta está muy mucho "
        "mucha pero porque cuando donde dónde como cómo ingles inglés español espanol necesito doctora médico "
        "siento mis los las una unas unos por para con que qué el y soy hay usted señor señora orinar mover "
        "caminar entiendo comprendo hace dias días semanas"
    ),
    "fr": (
        "je j'ai jai ne peux peut plus pas mon mes dos mal fait uriner jambe jambes bonjour merci aide aidez aider "
        "suis douleur veux voudrais mourir parle parlez français francais anglais et est avec depuis hier très "
        "tres cou le les des une où ou quand comment pourquoi marcher mains pieds s'il vous nous vous comprends "
        "comprend c'est cest svp besoin médecin"
    ),
    "de": (
        "ich habe hab rücken ruecken rucken verstehe schmerz schmerzen hilfe bitte nicht mein meine meinen tut weh "
        "kann und das wasser halten sprechen spreche deutsch englisch kein keine bein beine seit gestern sehr mehr "
        "möchte moechte sterben will ist bin arzt hallo danke der auch wie warum wann nacken taub gefühl gefuehl "
        "laufen ein eine mit"
    ),
    "pt": (
        "eu tenho entendo dor dores costas ajuda obrigado obrigada não nao consigo posso minha minhas meu meus "
        "pernas perna desde ontem morrer quero preciso falo fala inglês ingles português portugues muito muita dói "
        "doi olá bom dia está esta estou com para uma urinar você voce por favor e o os as"
    ),
    "it": (
        "ho capisco mal male schiena aiuto ciao grazie non riesco posso gamba gambe da ieri mi fa voglio morire "
        "parlo parla inglese italiano dolore molto sono della collo per favore buongiorno urinare camminare il gli "
        "una mio mia le che e di"
    ),
    "pl": (
        "plecy boli bolą bola pomoc pomocy dzień dzien dobry nie moge mogę nogi jest mam mówię mowie po polsku "
        "proszę prosze"
    ),
    "hi": "mujhe dard mera meri hai nahi nahin kamar madad bahut pair mein",
    "vi": "tôi toi đau lưng không khong giúp chân bị biết tiếng",
    "tl": "ako masakit likod ang hindi ako tulong po ko mga paa",
}
_LETTERS = {
    "zh": re.compile(r"[\u4e00-\u9fff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "": re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f\u1e00-\u1eff]{2,}"),
}
# English has these too: "I will", "do the bus", "an e 2 bed", "per day", "das ist"; alone they tell nothing.
_SHARED = _words(
    "el y e o as os le les des ou et est an will die der bin mal male per come di da ho il che gli mi fa una por "
    "con que mon mes pas plus dos cou halten para esta dia doi pair ko po ang hay mover dolor dor ingles via era "
    "las los mis ist mit tut hab das wie bola mam hai paa toi aide non ne una"
)
_MARKS = re.compile(r"[\u00df\u00e0-\u00f6\u00f8-\u00ff\u00bf\u00a1]")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_SETS = {name: _words(words) for name, words in _WORDS.items()}
_ENGLISH = _words(
    "the i is my of and to in it you for not have with this that what how can do does are be was me he she they "
    "we but so hurts hurt pain back neck leg legs feel get got has had will would should could please help"
)
_FEW = 3
# Of so large a part of its words a message is of that language.
_PART = 0.3

# "I understand English only. In an emergency, call ..." for who reads it in none of these: English.
_SENTENCES = {
    "es": "Solo entiendo inglés. En una emergencia, llame al {number}.",
    "fr": "Je ne comprends que l'anglais. En cas d'urgence, appelez le {number}.",
    "de": "Ich verstehe nur Englisch. Im Notfall rufen Sie {number} an.",
    "pt": "Só entendo inglês. Em caso de emergência, ligue para {number}.",
    "it": "Capisco solo l'inglese. In caso di emergenza, chiami il {number}.",
    "zh": "\u6211\u53ea\u61c2\u82f1\u8bed\u3002\u5982\u9047\u7d27\u6025\u60c5\u51b5\uff0c\u8bf7\u62e8\u6253"
    " {number}\u3002",
}

# So many English words may stand in a message of another language.
_QUOTED = 3


def language_of(text: str) -> str | None:
    """The language a message is written in as far as it is surely not English; None where it is, or may be.

    Returns:
        two letters, e.g. "es"; "other" where it is not known which.
    """
    words = _WORD.findall(text.replace("\u2019", "'").lower())
    english = sum(word in _ENGLISH for word in words)
    if english <= _QUOTED:  # with more of it, an English text quotes a word
        for name, letters in _LETTERS.items():
            if letters.search(text):
                return name or "other"
    if not words:
        return None
    best, most, telling = None, 0, 0
    for name, known in _SETS.items():
        found = [word for word in words if word in known]
        if len(found) > most:
            best, most, telling = name, len(found), sum(word not in _SHARED for word in found)
    if len(words) <= _FEW and telling and most >= english:
        return best
    surely = telling >= 1 and most >= 2 and most > english
    return best if surely and most / len(words) >= _PART else None


def looks_foreign(text: str) -> bool:
    """True where letters or words of another language stand in a text."""
    return bool(_MARKS.search(text)) or language_of(text) is not None


def english_only(text: str, emergency_number: str) -> str:
    """That only English is understood and what to call in an emergency, in English and in the text's own language."""
    own = _SENTENCES.get(language_of(text) or "", "")
    english = f"I understand English only. In an emergency, call {emergency_number}."
    return f"{english}\n\n{own.format(number=emergency_number)}" if own else english
