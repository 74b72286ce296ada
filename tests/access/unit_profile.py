"""The profile of a unit: read like the organisation chart, kept by its launchers and offices."""

from datetime import date

from organization import profile
from organization.models import Honour
from tests.access.row import PEOPLE, Row
from tests.world import full_world

EVERYBODY = {name: 200 for name in PEOPLE if name != "anonymous"}
# The inspector holds no office; a head keeps nothing of the company.
KEEPS = {"clerk": 302}


def company(world) -> list:
    return ["CO"]


def kept(world) -> None:
    """A fact with two values, an honour, an earlier appraisal."""
    full_world(world)
    unit, by = world.departments["CO"], world.clerk
    profile.keep_fact(unit, "用户数", "超过200万", date(2009, 12, 31), by=by, measured_in="户")
    profile.keep_fact(unit, "用户数", "230万", date(2010, 12, 31), by=by, measured_in="户")
    profile.keep_honour(unit, "示例荣誉", by=by, year=2009)
    profile.keep_appraisal(unit, 2008, by=by, remark="参加")


def honour(world) -> list:
    return ["CO", "honours", Honour.objects.get().pk]


def fact(world) -> dict:
    return {"label": "基站数", "value": "4700", "as_of": "2009-12-31"}


ROWS = [
    Row("unit_profile", EVERYBODY, args=company, note="empty"),
    Row("unit_profile", EVERYBODY, args=company, ready=kept),
    Row("unit_profile", EVERYBODY, args=company, ready=kept, query="?on=2009-12-31&fact=x"),
    Row("keep_fact", KEEPS, 403, args=company, form=fact),
    Row("keep_honour", KEEPS, 403, args=company, form=lambda world: {"name": "示例荣誉"}),
    Row("keep_appraisal", KEEPS, 403, args=company, form=lambda world: {"year": "2008"}),
    Row("take_off_profile", {"clerk": 200}, 403, args=honour, ready=kept),
    Row(
        "take_off_profile",
        KEEPS,
        403,
        args=honour,
        ready=kept,
        form=lambda world: {"reason": "登记有误"},
    ),
]
