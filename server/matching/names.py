"""Names of people and organisations: as shown, and as compared.

Comparing removes what two people write differently for the same name: case, accents, composed or decomposed letters,
the kind of apostrophe, titles, degrees, abbreviations, spaces. It never guesses spelling (``Soeharto``, ``Suharto``):
that is a matter of likeness, not of equality. Rules: ``docs/data/names.md``.
"""

import re
import unicodedata
from dataclasses import dataclass

# Every sign that a keyboard, a phone or a word processor puts where an apostrophe is meant (Ma'ruf).
_APOSTROPHES = re.compile(r"['`\u00b4\u02b9-\u02bf\u02c8\u02ca\u02cb\u2018-\u201b\u2032\u2035\uff07]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_NOT_IN_WORDS = re.compile(r"[^\w]|_")

_TITLES = re.compile(
    r"h|hj|haji|hajjah|bpk|bapak|pak|ibu|bu|ny|nyonya|tn|tuan|sdr|sdri|drs|dra|drg?|ir|prof|kh|ustadz?|ustadzah|ust|rr?"
    r"|raden|alm|almh|almarhum|almarhumah"
)
# Without dots and spaces: S.Pd.I is "spdi".
_DEGREE = re.compile(
    r"s(ag|ap|e|farm|h|hi|hut|i|ip|ked|kep|kes|km|kom|pd|pdi|psi|pt|s|si|sn|sos|stp|t|tp|th|tr)|ns|apt"
    r"|m(a|ag|ba|h|hum|kes|kn|kom|m|pd|pdi|ph|sc|si|t)|amd(keb|kep)?|ba|bsc|phd|lc"
)
_OTHER_NAME = re.compile(r"(?<=\w)\s+(?:(?:alias|als\.?|bin|binti|@)\s|\(alm).*")
_SHORT_FORMS = {
    short: full
    for full, shorts in {
        "muhammad": "moh mohd muh moch mohammad mohamad muhamad mochamad mochammad mohammed mohamed",
        "abdul": "abd abdoel",
        "ahmad": "ach achmad akhmad",
        "siti": "sitti",
        "nur": "noor noer",
    }.items()
    for short in shorts.split()
}
# Letters that a scanner or a hurried thumb takes for digits, only inside a word.
_DIGITS_IN_WORDS = str.maketrans("0158", "olsb")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name. ``shown`` is tidied and otherwise as written; ``words`` are what is compared, in order.

    ``words`` is empty when nothing but signs was given. A name of one word is complete: many people have no other.
    """

    shown: str
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        """The words as one text, equal for equal names; empty when there are none."""
        return " ".join(self.words)


def tidy(text: str) -> str:
    """Return ``text`` composed (NFC), with one kind of apostrophe, single spaces, and no invisible signs."""
    visible = _INVISIBLE.sub("", _APOSTROPHES.sub("'", unicodedata.normalize("NFC", text)))
    return " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in visible).split())


def fold(text: str) -> str:
    """Return ``text`` without case, accents and apostrophes; other signs stay."""
    # The apostrophes go first, for decomposing turns some of them into a space and an accent; and what decomposing
    # leaves (capitals out of ligatures, spaces under accents) is tidied again.
    plain = unicodedata.normalize("NFKD", tidy(text).replace("'", ""))
    apart = unicodedata.normalize("NFKD", plain.casefold())
    return tidy("".join(sign for sign in apart if not unicodedata.combining(sign))).replace("'", "")


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of ``text``, without any signs."""
    return tuple(_NOT_IN_WORDS.sub(" ", fold(text)).split())


def person(text: str) -> PersonName:
    """Read a person's name: titles, degrees, and what follows ``alias``, ``bin`` or ``binti`` are not compared."""
    written = [_letters(word) for word in words_of(_without_degrees(_OTHER_NAME.sub("", fold(text))))]
    words = list(written)
    while words and _TITLES.fullmatch(words[0]):
        del words[0]
    # Somebody may be called Raden and nothing else.
    return PersonName(tidy(text), tuple(_SHORT_FORMS.get(word, word) for word in words or written))


def _without_degrees(folded: str) -> str:
    """Drop degrees behind a comma, and those at the end that their dots give away: SE may be a name, S.E. is none."""
    head, *behind = folded.split(",")
    words = " ".join([head, *(part for part in behind if not _is_degree(part))]).split()
    for tail in (2, 1, 1):
        if len(words) > tail and "." in words[-tail] and _is_degree("".join(words[-tail:])):
            del words[-tail:]
    return " ".join(words)


def _is_degree(text: str) -> bool:
    return _DEGREE.fullmatch(re.sub(r"[.\s]", "", text)) is not None


def _letters(word: str) -> str:
    return word if word.isdigit() else word.translate(_DIGITS_IN_WORDS)
