"""单位概况: keeping the facts, honours and earlier appraisals of a unit."""

from datetime import date

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from organization import clock, refusals
from organization.models import (
    Department,
    EarlierAppraisal,
    Honour,
    NotAllowed,
    Person,
    UnitFact,
    record,
)


def keep_fact(
    unit: Department, label: str, value: str, as_of: date, *, by: Person, **fields
) -> UnitFact:
    """A fact as of a day, in the words of the record. Raises NotAllowed where that day has a
    value already: what was once said in a report is not written over."""
    row = UnitFact(unit=unit, label=label, value=value, as_of=as_of, kept_by=by, **fields)
    return _keep(row, "unitfact.kept", by, as_of=as_of.isoformat())


def keep_honour(unit: Department, name: str, *, by: Person, **fields) -> Honour:
    """One more honour (`issuer`, `year` where they are known)."""
    return _keep(Honour(unit=unit, name=name, **fields), "honour.kept", by)


def keep_appraisal(
    unit: Department, year: int, *, by: Person, remark: str = ""
) -> EarlierAppraisal:
    """The unit took part in the appraisal of that year."""
    row = EarlierAppraisal(unit=unit, year=year, remark=remark)
    return _keep(row, "earlierappraisal.kept", by)


@transaction.atomic
def take_off(row: UnitFact | Honour | EarlierAppraisal, reason: str, *, by: Person) -> None:
    """A row that was entered wrongly goes; what it said and why it went stay in the event log.
    Raises NotAllowed without a reason."""
    if not reason.strip():
        raise NotAllowed(_("Say why it is taken off the record."))
    record(f"{row._meta.model_name}.taken_off", row, by=by, said=str(row), reason=reason.strip())
    row.delete()


def history(unit: Department, on: date) -> list[tuple[UnitFact, list[UnitFact]]]:
    """Each fact that holds on a day, with its other values, the latest first."""
    values: dict[str, list[UnitFact]] = {}
    for row in UnitFact.objects.filter(unit=unit).order_by("-as_of", "-id"):
        values.setdefault(row.label, []).append(row)
    return [(now, [row for row in values[now.label] if row != now]) for now in facts(unit, on)]


def facts(unit: Department, on: date) -> list[UnitFact]:
    """What holds on a day: of each fact the row with the last day not after it, in the order
    in which the facts were first written down."""
    rows = UnitFact.objects.filter(unit=unit)
    order = dict(rows.order_by().values_list("label").annotate(models.Min("id")))
    last = {row.label: row for row in rows.filter(as_of__lte=on).order_by("as_of", "id")}
    return sorted(last.values(), key=lambda row: order[row.label])


def is_old(fact: UnitFact, on: date) -> bool:
    """More than a year old on that day."""
    day = fact.as_of
    return (on.year - day.year, on.month, on.day) > (1, day.month, day.day)


def old_facts(unit: Department) -> list[UnitFact]:
    """The facts that hold today and are older than a year."""
    today = clock.today()
    return [row for row in facts(unit, today) if is_old(row, today)]


def _keep(row, act: str, by: Person, **particulars):
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            record(act, row, by=by, **particulars)
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return row
