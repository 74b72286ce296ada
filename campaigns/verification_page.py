"""What the pages of the verification show: the list with its counts, and one record."""

from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.item_page import File, file_of
from campaigns.models import (
    Answer,
    Campaign,
    CheckItem,
    Feedback,
    ItemScope,
    PlannedCheck,
    Result,
    SelfCheck,
    Verification,
    VerificationVersion,
)
from campaigns.permissions import can_read_sheet, can_verify, fills_sheet
from campaigns.results import found_by_self_check
from campaigns.review_page import as_submitted
from campaigns.rounds import ComparedField, compare, fields_of, numbers_words
from organization.models import Department, Person
from organization.scope import in_departments

Status = Verification.Status


@dataclass
class Pair:
    """An item in a department, what the inspectors found there, and what is planned."""

    item: CheckItem
    department: Department
    verification: Verification | None
    planned: PlannedCheck | None
    may: bool

    @property
    def sample(self) -> str:
        """The sample in words."""
        row = self.verification
        return numbers_words(row.contents(), self.item.count_names) if row else ""


@dataclass(frozen=True)
class Tile:
    """A count that filters the list."""

    key: str
    label: str | Promise
    tone: str = ""
    shape: str = ""
    is_for_departments: bool = False


TILES = (
    Tile("done", _("Verified"), "ok", "yes"),
    Tile("open", _("Not verified"), "todo", "todo"),
    Tile("differ", _("Differ from the self-check"), "near", "near", is_for_departments=True),
    Tile("inspection", _("Found by inspection"), "no", "no", is_for_departments=True),
    Tile("recorded", _("To be confirmed"), "do", "handed", is_for_departments=True),
    Tile("commented", _("Statements to answer"), "do", "doing", is_for_departments=True),
)


@dataclass(frozen=True)
class Counts:
    """The numbers of the tiles; `self_check` counts answers, all others item × department."""

    total: int
    by_key: dict[str, int]
    self_check: int

    def tiles(self, *, oversees: bool) -> list[tuple[Tile, int]]:
        """The tiles a person gets, each with its number."""
        shown = [tile for tile in TILES if oversees or tile.is_for_departments]
        return [(tile, self.by_key[tile.key]) for tile in shown]


def scopes_of(campaign: Campaign, person: Person, *, oversees: bool) -> QuerySet[ItemScope]:
    """Every item × department for overseers, else what was verified in the own departments."""
    scopes = (
        ItemScope.objects.filter(item__checklist__campaign=campaign, item__from_records=False)
        .select_related("item", "department")
        .order_by("department__order", "department__code", "item__order")
    )
    if oversees:
        return scopes
    return scopes.filter(in_departments(person, "department"), _has(Verification.objects.all()))


def shown_scopes(scopes: QuerySet[ItemScope], show: str, person: Person) -> QuerySet[ItemScope]:
    """The part of the list that a filter keeps; all of it for a word nobody knows."""
    rows = Verification.objects
    planned = PlannedCheck.objects.filter(inspector=person)
    conditions = {
        "done": _has(rows.all()),
        "open": ~_has(rows.all()),
        "mine": _has(planned) & ~_has(rows.all()),
        "differ": _has(rows.disagreeing()),
        "inspection": _has(rows.found_by_inspection()),
        "recorded": _has(rows.awaiting_department()),
        "commented": _has(rows.awaiting_reply()),
    }
    condition = conditions.get(show)
    return scopes.filter(condition) if condition is not None else scopes


def counts_of(campaign: Campaign, person: Person, scopes: QuerySet[ItemScope]) -> Counts:
    """The numbers of the tiles; three statements."""
    rows = Verification.objects.visible_to(person).filter(campaign=campaign).order_by()
    by_key = rows.aggregate(
        done=Count("pk"),
        differ=Count("pk", Q(pk__in=rows.disagreeing().values("pk"))),
        inspection=Count("pk", Q(pk__in=rows.found_by_inspection().values("pk"))),
        recorded=Count("pk", Q(status=Status.RECORDED)),
        commented=Count("pk", Q(status=Status.COMMENTED)),
    )
    total = scopes.count()
    answers = found_by_self_check(campaign).filter(Answer.objects.scope_of(person))
    return Counts(total, {**by_key, "open": total - by_key["done"]}, answers.count())


def overview_of(campaign: Campaign, person: Person) -> Counts:
    """The numbers for the overview of a campaign that the person oversees; three statements."""
    return counts_of(campaign, person, scopes_of(campaign, person, oversees=True))


def pairs_of(campaign: Campaign, person: Person, scopes: list[ItemScope]) -> list[Pair]:
    """The scopes of one page with what was found and what is planned; two statements."""
    on_page = {
        "item__in": {scope.item_id for scope in scopes},
        "department__in": {scope.department_id for scope in scopes},
    }
    known = verified(campaign, person).filter(**on_page)
    rows = {(row.item_id, row.department_id): row for row in known}
    checks = PlannedCheck.objects.visible_to(person).filter(**on_page, plan__campaign=campaign)
    planned = {
        (row.item_id, row.department_id): row for row in checks.select_related("plan", "inspector")
    }
    departments = {scope.department for scope in scopes}
    may = {one.pk: can_verify(person, campaign, one) for one in departments}
    return [
        Pair(
            scope.item,
            scope.department,
            rows.get((scope.item_id, scope.department_id)),
            planned.get((scope.item_id, scope.department_id)),
            may[scope.department_id],
        )
        for scope in scopes
    ]


def verified(campaign: Campaign, person: Person) -> QuerySet[Verification]:
    """The records that exist for the person."""
    return (
        Verification.objects.visible_to(person)
        .filter(campaign=campaign)
        .select_related("campaign", "item", "department", "by")
    )


@dataclass
class Correction:
    """A version of a record beside the one before it."""

    version: VerificationVersion
    fields: list[ComparedField]


@dataclass
class RecordPage:
    """A record with its files, its corrections and what the department said."""

    row: Verification
    files: list[File] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    companions: list[Person] = field(default_factory=list)

    @property
    def sample(self) -> str:
        """The sample in words."""
        return numbers_words(self.row.contents(), self.row.item.count_names)

    @property
    def self_result(self) -> str:
        """What the self-check had said, in words."""
        return str(Result(self.row.self_result).label) if self.row.self_result else ""


def record_page(row: Verification) -> RecordPage:
    """The page of a record; four statements, however often it was corrected."""
    uses = row.evidence_uses.select_related("evidence")
    versions = list(row.versions.select_related("by"))
    return RecordPage(
        row,
        files=[file_of(row.campaign.code, use.evidence) for use in uses],
        feedback=list(row.feedback.select_related("by", "replied_by")),
        corrections=[
            Correction(new, compare(_as_answer(old), _as_answer(new), row.item.count_names))
            for old, new in pairwise(versions)
        ],
        companions=list(row.companions.all()),
    )


def answer_shown(person: Person, sheet: SelfCheck | None, item: CheckItem) -> list:
    """The department's own answer in words, as far as the person may read it."""
    if sheet is None or not can_read_sheet(person, sheet):
        return []
    answer = Answer.objects.filter(selfcheck=sheet, item=item).first()
    if answer is None:
        return []
    if not fills_sheet(person, sheet):
        as_submitted(sheet, [answer])
    return fields_of(answer.contents(), item.count_names)


def _as_answer(version: VerificationVersion) -> dict:
    """The words of a record under the names the comparison of answers knows."""
    return {**version.contents, "methods": version.contents["method"]}


def _has(rows: QuerySet) -> Exists:
    return Exists(rows.filter(item=OuterRef("item"), department=OuterRef("department")))
