"""资料库: the files of a department in a campaign, each once, with what they are used for."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from campaigns.models import AnswerEvidence, Evidence, SelfCheck
from campaigns.models.evidence import use_tables


@dataclass
class Shelved:
    """A file of the library: the items it supports, and whether anything else does with it."""

    evidence: Evidence
    items: list[int] = field(default_factory=list)
    is_used_elsewhere: bool = False
    is_here: bool = False

    @property
    def is_unused(self) -> bool:
        """Does nothing use it? Then it is removed after a while."""
        return not self.items and not self.is_used_elsewhere


def files_of_department(sheet: SelfCheck, words: str = "") -> QuerySet[Evidence]:
    """The library of the sheet's department, the newest file first; `words`: a part of the name
    or the beginning of the SHA-256."""
    rows = Evidence.objects.library(sheet.campaign, sheet.department).order_by("-id")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(sha256__istartswith=words))
    return rows


def shelved(files: Iterable[Evidence], answer_pk: int | None = None) -> list[Shelved]:
    """The files with their uses, in their order; one statement a table of uses.

    `answer_pk`: the answer for which files are chosen; those that support it are marked.
    """
    rows = {one.pk: Shelved(one) for one in files}
    uses = AnswerEvidence.objects.standing().filter(evidence__in=rows).order_by("target__item__no")
    for pk, target, no in uses.values_list("evidence", "target", "target__item__no"):
        rows[pk].items.append(no)
        rows[pk].is_here |= target == answer_pk
    for table in use_tables():
        if table is not AnswerEvidence:
            named = table._default_manager.filter(evidence__in=rows).order_by()
            for pk in named.values_list("evidence", flat=True).distinct():
                rows[pk].is_used_elsewhere = True
    return list(rows.values())


def said_of(evidence: Evidence) -> str:
    """What a person is told whose upload lay in the library already."""
    return _(
        "The library had these contents already, as “%(name)s” (%(by)s): the stored file is used "
        "here too, and no second copy was kept."
    ) % {"name": evidence.name, "by": evidence.uploaded_by.title}
