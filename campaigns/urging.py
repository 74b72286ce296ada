"""催报: the words and the names for those who have sent neither problems nor a nil return."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.utils.translation import ngettext, pgettext

from campaigns import nil_reports
from campaigns.models import Campaign, SelfCheck
from organization import clock
from organization.lists import in_a_row
from organization.models import Department, Notification, Person, record
from organization.models.role import holders_of_each
from organization.notices import notify_each, said

KIND = "return_urged"


@dataclass
class Silent:
    """A department that has not sent, and who answers for it."""

    sheet: SelfCheck
    people: list[Person] = field(default_factory=list)
    reminded_at: datetime | None = None  # the last time, whoever of them it was

    @property
    def names(self) -> str:
        """The people, "" where the department has no head."""
        return in_a_row(person.name for person in self.people)

    @property
    def days_late(self) -> int:
        """How many days ago it was due, 0 while it is not late."""
        return max(0, (clock.today() - self.sheet.due_on).days)


def silent(campaign: Campaign) -> list[Silent]:
    """Who has not sent, the earliest deadline first; three statements."""
    sheets = nil_reports.shown(SelfCheck.objects.filter(campaign=campaign), "")
    rows = [Silent(sheet) for sheet in sheets.select_related("department")]
    if not rows:
        return []
    departments = Department.objects.filter(pk__in=[row.sheet.department_id for row in rows])
    heads = holders_of_each(departments, "head")
    reminded = _reminded(campaign)
    for row in rows:
        row.people = heads.get(row.sheet.department_id, [])
        times = [reminded[one.pk] for one in row.people if one.pk in reminded]
        row.reminded_at = max(times, default=None)
    return rows


def words(campaign: Campaign, rows: list[Silent]) -> str:
    """The text to send: as of when, how many, who by name, and what is asked of them."""
    tally = nil_reports.count(SelfCheck.objects.filter(campaign=campaign))
    names = pgettext("between departments", "; ").join(_line(row) for row in rows)
    told = {
        "title": campaign.title,
        "day": _day(clock.today()),
        "due": tally.due,
        "sent": tally.sent,
        "missing": tally.missing,
        "names": names,
    }
    return (
        _(
            "“%(title)s”: as of %(day)s, of %(due)d departments %(sent)d have sent their "
            "self-check, %(missing)d have not: %(names)s. Please check and submit without delay; "
            "whoever has found nothing sends a nil return, nobody is silent."
        )
        % told
    )


def urge(campaign: Campaign, *, by: Person) -> int:
    """Remind everybody who answers for a silent department: how many were reminded just now.

    One notice a person and day, however often and by however many it is asked for.
    """
    campaign.demand_running()
    owed: dict[Person, list[Silent]] = {}
    for row in silent(campaign):
        for person in row.people:
            owed.setdefault(person, []).append(row)
    title = said(_later("%(campaign)s: your self-check has not been sent"), campaign=campaign.title)
    today = clock.today().isoformat()
    with transaction.atomic():
        before = _told_on(campaign, today)
        rows = [
            (person, campaign, title, partial(_asked, sheets)) for person, sheets in owed.items()
        ]
        notify_each(rows, KIND, today)
        told = _told_on(campaign, today) - before
        if told:
            record("campaign.returns_urged", campaign, by=by, people=told)
    return told


def _asked(rows: list[Silent]) -> str:
    lines = pgettext("between departments", "; ").join(_line(row, named=False) for row in rows)
    asked = _("Report what you found, or send a nil return where you found nothing.")
    return f"{lines}\n{asked}"


def _line(row: Silent, *, named: bool = True) -> str:
    name = row.sheet.department.name
    if named and row.names:
        name = _("%(department)s (%(people)s)") % {"department": name, "people": row.names}
    clauses = [name, _("to be sent by %(day)s") % {"day": _day(row.sheet.due_on)}]
    if row.days_late:
        late = ngettext("%(n)d day late", "%(n)d days late", row.days_late)
        clauses.append(late % {"n": row.days_late})
    return pgettext("between clauses", ", ").join(clauses)


def _day(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")


def _reminded(campaign: Campaign) -> dict[int, datetime]:
    rows = _notices(campaign).order_by().values("recipient").annotate(last=Max("at"))
    return dict(rows.values_list("recipient", "last"))


def _told_on(campaign: Campaign, day: str) -> int:
    return _notices(campaign).filter(slot=day).count()


def _notices(campaign: Campaign):
    return Notification.objects.filter(
        thing=campaign._meta.label_lower, thing_pk=campaign.pk, kind=KIND
    )
