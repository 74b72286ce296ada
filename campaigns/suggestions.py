"""What the set-up page fills in by itself, from the directory and the last campaign."""

from datetime import date

from campaigns.kinds import Kind
from campaigns.models import Campaign
from campaigns.plan import Window
from organization.models import Department, Person
from organization.workdays import add_working_days, working_day_on_or_after

WORKING_DAYS = 5  # of a phase nobody has given dates yet
# Whoever answers by default; teams and partners are ticked by hand.
USUAL_KINDS = (Department.Kind.DEPARTMENT, Department.Kind.COUNTY)


def suggested_fields(kind: Kind, person: Person, today: date) -> dict:
    """Initial values of the fields of the campaign."""
    last = _last(person)
    organisation = last.organisation if last else _company_of(person)
    fields = {
        "code": _free_code(f"{kind.key}-{today.year}"),
        "organisation": organisation.pk,
        "organisation_name": organisation.name,
        "organisation_short": organisation.short_name or organisation.name,
        "office": person.department_id,
        "departments": _departments(last, organisation),
    }
    if last:
        copied = ("organisation_name", "organisation_short", "trigger_issuer", "addressee")
        fields |= {name: getattr(last, name) for name in copied}
        fields["office"] = last.office_id
    return fields


def suggested_windows(kind: Kind, today: date) -> list[Window]:
    """One week of work for each phase, one after the other, from the next working day on."""
    windows = []
    start = working_day_on_or_after(today)
    for order, phase in enumerate(kind.phases, start=1):
        end = add_working_days(start, WORKING_DAYS - 1)
        windows.append(Window(order, phase.name, start, end))
        start = add_working_days(end, 1)
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
