"""What the set-up page fills in by itself: from the directory, and from what it begins with."""

from datetime import date

from campaigns.basis_lines import Basis
from campaigns.beginnings import Beginning
from campaigns.contents import Contents
from campaigns.contents.days import day_at
from campaigns.kinds import Kind
from campaigns.models import Campaign
from campaigns.plan import Window
from campaigns.seating import Seats, proposed
from campaigns.steps import Step
from organization import calendar
from organization.models import Department, Person
from organization.workdays import add_working_days, working_day_on_or_after

WORKING_DAYS = 5  # of a phase nobody has given dates yet
# Whoever answers by default; teams and partners are ticked by hand.
USUAL_KINDS = (Department.Kind.DEPARTMENT, Department.Kind.COUNTY)
FROM_LAST = ("organisation_name", "organisation_short", "trigger_issuer", "authorities")


def suggested_fields(beginning: Beginning, person: Person, today: date) -> dict:
    """Initial values of the fields of the campaign."""
    last = _last(person)
    organisation = last.organisation if last else _company_of(person)
    fields = {
        "code": _free_code(f"{beginning.kind.key}-{today.year}"),
        "organisation": organisation.pk,
        "organisation_name": organisation.name,
        "organisation_short": organisation.short_name or organisation.name,
        "office": person.department_id,
        "departments": _departments(last, organisation),
    }
    if last:
        fields |= {name: getattr(last, name) for name in (*FROM_LAST, "addressee")}
        fields["office"] = last.office_id
    if beginning.contents:
        fields |= _carried(beginning.contents, today)
    return fields


def suggested_windows(beginning: Beginning, first: date) -> list[Window]:
    """The phases from the first working day on: as long as they were in what it begins with,
    else one week of work each, one after the other."""
    days = calendar.current()
    start = working_day_on_or_after(first, days)
    if beginning.contents and beginning.contents["phases"]:
        return [
            Window(
                row["order"],
                row["name"],
                day_at(row["starts"], start, days),
                day_at(row["ends"], start, days),
            )
            for row in beginning.contents["phases"]
        ]
    return _weeks(beginning.kind, start)


def suggested_basis(beginning: Beginning) -> list[Basis]:
    """The basis documents with their clauses."""
    rows = beginning.contents["basis"] if beginning.contents else ()
    return [Basis(**{**row, "clauses": tuple(map(tuple, row["clauses"]))}) for row in rows]


def suggested_steps(beginning: Beginning) -> list[Step] | None:
    """The steps of the reminders; None: those of the defaults."""
    if beginning.contents is None:
        return None
    return [Step.of_data(row) for row in beginning.contents["reminder_steps"]]


def suggested_groups(
    beginning: Beginning, organisation: Department | None, person: Person
) -> list[Seats]:
    """Who sits in the leading group, where what the campaign begins with does not say."""
    groups = beginning.contents["groups"] if beginning.contents else []
    if any(row["kind"] == "leading" for row in groups):
        return []
    return proposed(beginning.kind, organisation or _company_of(person))


def _carried(contents: Contents, today: date) -> dict:
    fields = dict(contents["fields"])
    if contents["year"]:
        fields["title"] = fields["title"].replace(str(contents["year"]), str(today.year))
    standing = Department.objects.standing()
    places = dict(
        standing.filter(code__in=[contents["organisation"], contents["office"]]).values_list(
            "code", "pk"
        )
    )
    for name in ("organisation", "office"):
        if contents[name] in places:
            fields[name] = places[contents[name]]
    fields["departments"] = list(
        standing.filter(code__in=contents["departments"]).values_list("pk", flat=True)
    )
    return fields


def _weeks(kind: Kind, start: date) -> list[Window]:
    windows, days = [], calendar.current()
    for order, phase in enumerate(kind.phases, start=1):
        end = add_working_days(start, WORKING_DAYS - 1, days)
        windows.append(Window(order, phase.name, start, end))
        start = add_working_days(end, 1, days)
    return windows


def _last(person: Person) -> Campaign | None:
    """The newest campaign the person runs."""
    mine = Campaign.objects.filter(pk__in=person.roles.campaigns("office"))
    return mine.select_related("organisation").first()


def _company_of(person: Person) -> Department:
    root = person.department.path.strip("/").split("/")[0]
    return Department.objects.get(path=f"/{root}/")


def _departments(last: Campaign | None, organisation: Department) -> list[int]:
    standing = Department.objects.standing().below(organisation)
    if last:
        standing = standing.filter(participations__campaign=last)
    else:
        standing = standing.filter(kind__in=USUAL_KINDS)
    return list(standing.values_list("pk", flat=True))


def _free_code(wish: str) -> str:
    taken = set(Campaign.objects.filter(code__startswith=wish).values_list("code", flat=True))
    number, code = 1, wish
    while code in taken:
        number += 1
        code = f"{wish}-{number}"
    return code
