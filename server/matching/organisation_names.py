"""Names of organisations: the legal form and the branch stand apart from the name that is compared.

PT X and Yayasan X are two bodies (PP 43/2011 asks for unique names among PTs only), and a branch is not its head
office; so neither is thrown away. Rules: ``docs/data/names.md``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from server.matching.names import fold, tidy, words_of


class LegalForm(StrEnum):
    """What kind of body it is, where its name says so."""

    PT = "PT"
    CV = "CV"
    UD = "UD"
    FIRMA = "FIRMA"
    KOPERASI = "KOPERASI"
    YAYASAN = "YAYASAN"
    PERKUMPULAN = "PERKUMPULAN"
    PERUM = "PERUM"
    PERUMDA = "PERUMDA"


# Longer ways of writing a form stand before the shorter ones that they begin with.
_FORMS: tuple[tuple[tuple[str, ...], LegalForm], ...] = (
    (("perseroan", "terbatas"), LegalForm.PT),
    (("pt",), LegalForm.PT),
    (("perseroda",), LegalForm.PT),
    (("commanditaire", "vennootschap"), LegalForm.CV),
    (("cv",), LegalForm.CV),
    (("usaha", "dagang"), LegalForm.UD),
    (("ud",), LegalForm.UD),
    (("firma",), LegalForm.FIRMA),
    (("fa",), LegalForm.FIRMA),
    (("koperasi", "simpan", "pinjam"), LegalForm.KOPERASI),
    (("koperasi", "serba", "usaha"), LegalForm.KOPERASI),
    (("koperasi",), LegalForm.KOPERASI),
    (("ksp",), LegalForm.KOPERASI),
    (("ksu",), LegalForm.KOPERASI),
    (("kud",), LegalForm.KOPERASI),
    (("yayasan",), LegalForm.YAYASAN),
    (("yys",), LegalForm.YAYASAN),
    (("perkumpulan",), LegalForm.PERKUMPULAN),
    (("perusahaan", "umum", "daerah"), LegalForm.PERUMDA),
    (("perumda",), LegalForm.PERUMDA),
    (("perum",), LegalForm.PERUM),
)
# Who owns the shares is no part of the name, nor a form.
_OWNERSHIP = (("persero",), ("tbk",))
# Initials with dots between (A.B.C., p.t.), and a form in front with spaces between too (P. T., c v).
_DOTTED = re.compile(r"\b(?:[a-z]\.)+[a-z]\b\.?|^(?:p\W{1,2}t|c\W{1,2}v|u\W{1,2}d)\b")
_BRANCH = re.compile(r"(?<=\w)[\s,(-]+(?:cabang|cab\.?|kantor cabang|branch)\s+(.+)")
_NUMERALS = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """An organisation's name. ``shown`` is tidied and otherwise as written; ``core`` are the words compared.

    ``form`` is ``None`` where the name does not say it; ``branch`` is the folded place of a branch, or ``None``.
    """

    shown: str
    core: tuple[str, ...]
    form: LegalForm | None = None
    branch: str | None = None

    @property
    def key(self) -> str:
        """The core without spaces, equal for equal names (``PT.D igital`` is ``PT Digital``); empty if none."""
        return "".join(self.core)


def organisation(text: str) -> OrganisationName:
    """Read an organisation's name. A name that is nothing but a form keeps its words as core."""
    folded = _DOTTED.sub(_joined, fold(text)).replace("&", " dan ").replace("+", " dan ")
    branch = _BRANCH.search(folded)
    words = words_of(folded[: branch.start()] if branch else folded)
    core, form = _without_forms(words)
    return OrganisationName(
        shown=tidy(text),
        core=tuple(_NUMERALS.get(word, word) for word in core) or words,
        form=form,
        branch=" ".join(words_of(branch.group(1))) if branch else None,
    )


def _joined(dotted: re.Match[str]) -> str:
    return re.sub(r"\W", "", dotted.group()) + " "


def _without_forms(words: Sequence[str]) -> tuple[tuple[str, ...], LegalForm | None]:
    """Take forms off both ends, where alone they are one: the first found from the left counts."""
    core, form = tuple(words), None
    while core:
        found = next((spelt for spelt in _SPELT if _at_an_end(core, spelt)), None)
        if found is None:
            break
        form = form or _SPELT[found]
        core = core[len(found) :] if core[: len(found)] == found else core[: -len(found)]
    return core, form


def _at_an_end(core: tuple[str, ...], spelt: tuple[str, ...]) -> bool:
    return spelt in (core[: len(spelt)], core[-len(spelt) :])


_SPELT: dict[tuple[str, ...], LegalForm | None] = {**dict(_FORMS), **dict.fromkeys(_OWNERSHIP)}
