"""零容忍: any occurrence opens a record; the department answers it, the office closes it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.permissions import can_set_up, is_own
from findings.models import ListWord, ServiceFault, VisitPoint
from findings.permissions import can_report
from organization import clock, refusals
from organization.models import (
    Department,
    Event,
    NotAllowed,
    NumberSeries,
    Person,
    move,
    record,
)
from organization.models.role import holders
from organization.notices import notify

DAYS = 7  # natural days the department has unless the record says otherwise
CameFrom = ServiceFault.CameFrom


def can_open(person: Person, department: Department, campaign: Campaign) -> bool:
    """Open a record: office and inspectors any, heads and members of the own department."""
    return can_report(person, campaign) or person.roles.in_department(department, "head", "member")


def can_answer(person: Person, fault: ServiceFault) -> bool:
    """Say what was done: heads and members of the department."""
    return person.roles.in_department(fault.department, "head", "member")


def can_close(person: Person, fault: ServiceFault) -> bool:
    """Close with a result or send back: the office, never for the own department or what the
    person answered."""
    return (
        can_set_up(person, fault.campaign)
        and not is_own(person, fault.department)
        and fault.answered_by_id != person.pk
    )


def usual_day() -> date:
    """By when it is asked for unless somebody says otherwise."""
    return clock.today() + timedelta(days=DAYS)


def open_record(
    campaign: Campaign, fault_class: ListWord, department: Department, *, by: Person, **fields: Any
) -> ServiceFault:
    """Open the record of a fault; `fields`: on, text, came_from, and if known site, point,
    opinion, post, due_on. The heads of the department are told. Raises NotAllowed for a class of
    another list, a site of another department, a day to come, a fault that has its record."""
    campaign.demand_running()
    if not can_open(by, department, campaign):
        raise NotAllowed(_("The office, inspectors and the department record this."))
    _demand_possible(campaign, fault_class, department, fields)
    fields.setdefault("due_on", usual_day())
    try:
        with transaction.atomic():
            fault = ServiceFault.objects.create(
                campaign=campaign,
                number=NumberSeries.take(f"{campaign.code}/faults"),
                fault_class=fault_class,
                department=department,
                recorded_by=by,
                **fields,
            )
            record("servicefault.opened", fault, by=by)
            notify(
                _heads(fault),
                fault,
                "fault_opened",
                lambda: _titled(_("To be put right: %(fault)s, %(of)s"), fault),
                fault.text,
            )
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return fault


def unrecorded(campaign: Campaign):
    """The faults of accepted visits that have no record yet."""
    rows = VisitPoint.objects.faults().filter(visit__plan__campaign=campaign, service_faults=None)
    return rows.select_related("visit__site__department", "point__fault_class")


def open_for_visits(campaign: Campaign, *, by: Person) -> int:
    """Open a record for every fault of an accepted visit that has none. How many."""
    campaign.demand_running()
    if not can_set_up(by, campaign):
        raise NotAllowed(_("The office keeps this register."))
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=campaign.pk)  # one after the other
        points = list(unrecorded(campaign))
        for point in points:
            site = point.visit.site
            open_record(
                campaign,
                point.point.fault_class,
                site.department,
                by=by,
                site=site,
                on=point.visit.visited_on,
                text=point.words or point.point.text,
                came_from=CameFrom.VISIT,
                point=point,
            )
    return len(points)


def answer(fault: ServiceFault, *, text: str, post: str, by: Person) -> None:
    """The department says what was done and who is in charge."""
    fault.campaign.demand_running()
    if not can_answer(by, fault):
        raise NotAllowed(_("The department says what was done."))
    if not text.strip() or not post.strip():
        raise NotAllowed(_("Say what was done, and who is in charge."))
    sets = {"done_text": text.strip(), "post": post.strip()}
    move(fault, ServiceFault.Status.ANSWERED, by=by, sets=sets)


def close(fault: ServiceFault, result: str, *, by: Person) -> None:
    """The office looked at it: closed with its result."""
    _demand_close(fault, by)
    if not result.strip():
        raise NotAllowed(_("A record is closed with its result."), field="result")
    move(fault, ServiceFault.Status.CLOSED, by=by, sets={"result": result.strip()})


def send_back(fault: ServiceFault, reason: str, *, by: Person) -> None:
    """Not put right yet, and why; the department has the usual days again."""
    _demand_close(fault, by)
    if not reason.strip():
        raise NotAllowed(_("Say why it is sent back."), field="reason")
    sets = {"return_reason": reason.strip(), "due_on": max(fault.due_on, usual_day())}
    with transaction.atomic():
        move(
            fault,
            ServiceFault.Status.OPEN,
            by=by,
            sets=sets,
            act="returned",
            why=sets["return_reason"],
        )
        # Every return is told, not the first alone.
        slot = str(Event.objects.about(fault).filter(kind="servicefault.returned").count())
        notify(
            _heads(fault),
            fault,
            "fault_returned",
            lambda: _titled(_("Sent back: %(fault)s, %(of)s"), fault),
            reason.strip(),
            slot,
        )


def _demand_possible(
    campaign: Campaign, fault_class: ListWord, department: Department, fields: dict[str, Any]
) -> None:
    if (fault_class.campaign_id, fault_class.kind) != (campaign.pk, ListWord.Kind.FAULT_CLASS):
        raise NotAllowed(_("This is no class of faults of the campaign."))
    site = fields.get("site")
    if site is not None and (site.campaign_id, site.department_id) != (campaign.pk, department.pk):
        raise NotAllowed(_("This site is looked after by another department."), field="site")
    if fields["on"] > clock.today():
        raise NotAllowed(_("This day is still to come."), field="on")
    same = {name: fields.get(name) for name in ("on", "site", "text", "point")}
    if ServiceFault.objects.filter(
        campaign=campaign, fault_class=fault_class, department=department, **same
    ).exists():
        raise NotAllowed(_("This fault has its record already."))


def _demand_close(fault: ServiceFault, by: Person) -> None:
    fault.campaign.demand_running()
    if not can_close(by, fault):
        raise NotAllowed(_("The office closes it, never for the own department."))


def _heads(fault: ServiceFault) -> Iterable[Person]:
    return holders(fault.department, "head")


def _titled(title: str, fault: ServiceFault) -> str:
    return title % {"fault": fault, "of": fault.fault_class.name}
