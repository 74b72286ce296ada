from organization.models.department import Department
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
from organization.models.notification import Delivery, Notification
from organization.models.number import NumberSeries
from organization.models.person import Person
from organization.models.role import DepartmentRole, RoleGrant
from organization.models.sweep import Sweep

__all__ = [
    "Delivery",
    "Department",
    "DepartmentRole",
    "Event",
    "Invitation",
    "Job",
    "NotAllowed",
    "Notification",
    "NumberSeries",
    "Person",
    "RoleGrant",
    "Sweep",
    "current_request",
    "move",
    "move_all",
    "move_rows",
    "record",
    "record_each",
]
