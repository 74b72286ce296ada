from organization.models.calendar import CalendarYear
from organization.models.department import Department
from organization.models.entered import Entered, Labelled
from organization.models.event import (
    Event,
    NotAllowed,
    current_request,
    move,
    move_all,
    move_rows,
    record,
    record_each,
)
from organization.models.invitation import Invitation
from organization.models.job import Job
from organization.models.notification import Delivery, Digest, Mute, Notification
from organization.models.number import NumberSeries
from organization.models.person import Person
from organization.models.profile import EarlierAppraisal, Honour, UnitFact
from organization.models.role import DepartmentRole, RoleGrant
from organization.models.sweep import Sweep

__all__ = [
    "CalendarYear",
    "Delivery",
    "Department",
    "DepartmentRole",
    "Digest",
    "EarlierAppraisal",
    "Entered",
    "Event",
    "Honour",
    "Invitation",
    "Job",
    "Labelled",
    "Mute",
    "NotAllowed",
    "Notification",
    "NumberSeries",
    "Person",
    "RoleGrant",
    "Sweep",
    "UnitFact",
    "current_request",
    "move",
    "move_all",
    "move_rows",
    "record",
    "record_each",
]
