"""An item's place on a sheet, read in one statement: what a save needs to know beforehand."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from campaigns.models import Answer, AnswerEvidence, CheckItem, Phase, SelfCheck
from organization.models import Person

# Columns of the campaign that no save asks for: reading them takes longer than finding the rows.
UNREAD = (
    *("subject", "trigger_title", "trigger_number", "trigger_issuer", "trigger_received_on"),
    *("authorities", "addressee", "slogan", "wording", "carried", "report_template"),
    *("has_charts", "created_by", "running_by", "closed_at", "closed_by", "cancelled_at"),
    *("cancelled_by", "cancel_reason", "archived_at", "archived_by", "version"),
)


@dataclass
class Place:
    """An item of a sheet with the answer that stands and the person it was handed to."""

    sheet: SelfCheck
    item: CheckItem
    answer: Answer | None = None
    holder_pk: int | None = None


def place_of(person: Person, code: str, department: str, no: int) -> Place | None:
    """Item `no` on the sheet of a department, None when there is no such sheet or item for
    `person`."""
    sheet = _the_one(_places(no).filter(_exists_for(person, code, department)))
    if sheet is None:
        return None
    answer = getattr(sheet, "given", None)  # not set where nothing was joined
    if answer is not None:
        answer.selfcheck, answer.item = sheet, sheet.listed
        answer.has_evidence = sheet.supported
    return Place(sheet, sheet.listed, answer, sheet.holder_pk)


def sheets_of(person: Person, code: str, department: str) -> QuerySet[SelfCheck]:
    """The sheet of a department in a campaign, as far as it exists for `person`."""
    return SelfCheck.objects.filter(_exists_for(person, code, department))


def read_sheet(sheets: QuerySet[SelfCheck]) -> SelfCheck | None:
    """The one sheet in `sheets`, None without one. One statement.

    It comes with its department and with its campaign, which knows what its open phases allow.
    What the caller joined to the sheets must be one row a sheet.
    """
    return _the_one(_with_open_phases(sheets))


@lru_cache(maxsize=128)
def _places(no: int) -> QuerySet[SelfCheck]:
    """Item `no` of every sheet with its answer, to be narrowed to one sheet. It is kept, since
    putting it together takes longer than asking the database."""
    listed = Q(campaign__checklist__items__no=no)
    standing = AnswerEvidence.objects.standing()
    held = Q(hand_overs__item=F("listed"), hand_overs__taken_back_at=None)
    sheets = SelfCheck.objects.annotate(
        listed=FilteredRelation("campaign__checklist__items", condition=listed)
    ).filter(listed__from_records=False, listed__scopes__department=F("department"))
    return _with_open_phases(
        sheets.annotate(given=FilteredRelation("answers", condition=Q(answers__item=F("listed"))))
        .alias(held=FilteredRelation("hand_overs", condition=held))
        .annotate(holder_pk=F("held__to"))
        .annotate(supported=Exists(standing.filter(target=OuterRef("given__pk"))))
        .select_related("listed__clause__document", "given")
        .defer(*(f"campaign__{name}" for name in UNREAD))
    )


def _with_open_phases(sheets: QuerySet[SelfCheck]) -> QuerySet[SelfCheck]:
    """One row an open phase, at least one."""
    is_open = Q(campaign__phases__status=Phase.Status.OPEN)
    return (
        sheets.select_related("campaign", "department")
        .alias(open_phase=FilteredRelation("campaign__phases", condition=is_open))
        .annotate(allowed=F("open_phase__opens"))
        .order_by()
    )


def _the_one(sheets: QuerySet[SelfCheck]) -> SelfCheck | None:
    rows = list(sheets)
    if not rows:
        return None
    sheet = rows[0]
    sheet.campaign.open_keys = frozenset(key for row in rows for key in row.allowed or ())
    return sheet


def _exists_for(person: Person, code: str, department: str) -> Q:
    seen = SelfCheck.objects.all().scope_of(person)
    return seen & Q(campaign__code=code, department__code=department)
