"""Pages of the organization floor and the project."""

from datetime import date

from organization import clock, muting
from organization.models import Delivery, Job, Notification, Person
from rectification import reminders
from tests.access.row import PEOPLE, Row
from tests.world import PASSWORD, World, at, full_world

EVERYBODY = {name: 200 for name in PEOPLE if name != "anonymous"}
OVERSEERS = {"clerk": 200, "inspector": 200, "leader": 200}


def department(world: World) -> list:
    return ["SALES"]


def member(world: World) -> list:
    return [world.people["member"].pk]


def with_job(world: World) -> None:
    full_world(world)
    Job.objects.create(kind="paper", key="spring", by=world.people["clerk"], state="failed")


def job(world: World) -> list:
    return [Job.objects.get(kind="paper").pk]


def with_closed(world: World) -> None:
    full_world(world)
    Person.objects.filter(account="member").update(is_active=False)


def notice(world: World) -> list:
    return [Notification.objects.filter(recipient=world.people["head"]).first().pk]


def upload(world: World) -> list:
    return ["0b6a3f4e-5c86-4a8c-9a41-0f7ab5d6f0a1"]


def a_year(world: World) -> list:
    return [2026]


def nothing(world: World) -> dict:
    return {}


def with_failed(world: World) -> None:
    """A notice about the task whose mail failed."""
    full_world(world)
    told = Notification.objects.filter(recipient=world.people["head"]).first()
    Delivery.objects.create(
        notification=told,
        address="head@example.org",
        state="failed",
        error="TimeoutError: timed out",
    )


def failed(world: World) -> dict:
    return {"state": "failed"}


def with_reminder(world: World) -> None:
    full_world(world)
    with clock.at(at(date(2026, 4, 30))):
        reminders.sweep()


def reminder(world: World) -> list:
    rows = Notification.objects.filter(recipient=world.people["head"], in_digest=True)
    return [rows.first().pk]


def reason(world: World) -> dict:
    return {"reason": "已当面沟通", "days": "3"}


def with_muted(world: World) -> None:
    with_reminder(world)
    told = Notification.objects.get(pk=reminder(world)[0])
    muting.mute(told, by=world.people["head"], reason="出差", days=3)


PERSON = {"name": "张三", "account": "zhangsan", "level": "employee", "order": 0, "duty": ""}


def person(world: World) -> dict:
    return {**PERSON, "department": world.departments["SALES"].pk}


def new_department(world: World) -> dict:
    parent = world.departments["CO"].pk
    return {"code": "NEW", "name": "新部门", "kind": "department", "order": 9, "parent": parent}


def changed_department(world: World) -> dict:
    return {**new_department(world), "name": "销售一部"}


def role(world: World) -> dict:
    return {"account": "employee", "role": "member"}


def taken_role(world: World) -> dict:
    return {"account": "member", "role": "member"}


def to_department(world: World) -> list:
    return ["organization.department", world.departments["SALES"].pk]


def to_campaign(world: World) -> list:
    return ["campaigns.campaign", world.campaign.pk]


def password(world: World) -> dict:
    new = "another-correct-horse"
    return {"old_password": PASSWORD, "new_password1": new, "new_password2": new}


# The auditor reads the chart of the organisation like everybody, and events.
ROWS = [
    Row("home", EVERYBODY),
    Row("home", EVERYBODY, query="?bin=done", note="done"),
    Row("health", {"anonymous": 200}, 200),
    Row("login", {"anonymous": 200}, 302),
    Row("login", {"anonymous": 422}, 302, form=lambda world: {"username": "x", "password": "y"}),
    Row("logout", {}, 302, form=nothing),
    Row("password_change", EVERYBODY),
    Row("password_change", {}, 302, form=password),
    Row("language", EVERYBODY),
    Row("language", {}, 302, form=lambda world: {"language": "en"}),
    Row("language", {"anonymous": 409}, 409, form=nothing, note="none"),
    Row("directory", EVERYBODY),
    Row("directory", EVERYBODY, query="?q=部", note="search"),
    Row("department", EVERYBODY, args=department),
    Row("department_add", {"admin": 200}, 403),
    Row("department_add", {"admin": 302}, 403, form=new_department),
    Row("department_change", {"admin": 200}, 403, args=department),
    Row("department_change", {"admin": 302}, 403, args=department, form=changed_department),
    Row("directory_export", {"admin": 200}, 403),
    Row("directory_import", {"admin": 200}, 403),
    Row("directory_import", {"admin": 422}, 403, form=nothing),
    Row("directory_preview", {"admin": 404}, 403, args=upload),
    Row("directory_confirm", {"admin": 404}, 403, args=upload, form=nothing),
    Row("person", EVERYBODY, args=member),
    # Whose account is closed is asked to sign in.
    Row("person", {"admin": 200, "member": 302}, args=member, ready=with_closed, note="closed"),
    Row("person_add", {"admin": 200}, 403, args=department),
    Row("person_add", {"admin": 302}, 403, args=department, form=person),
    Row("person_change", {"admin": 200}, 403, args=member),
    Row("person_change", {"admin": 302}, 403, args=member, form=person),
    Row("person_disable", {"admin": 302}, 403, args=member, form=nothing),
    Row("person_enable", {"admin": 409}, 403, args=member, form=nothing),
    Row("password_reset", {"admin": 200}, 403, args=member, form=nothing),
    Row("grant_role", {"admin": 302}, 403, args=department, form=role),
    Row("revoke_role", {"admin": 302}, 403, args=department, form=taken_role),
    Row("events", {"auditor": 200}, 403),
    Row(
        "campaign_events",
        {**OVERSEERS, "head": 403, "member": 403, "service_head": 403},
        args=lambda world: ["spring"],
    ),
    Row("go", {}, 302, args=to_department),
    Row(
        "go",
        dict.fromkeys(("clerk", "inspector", "leader", "head", "member", "service_head"), 302),
        args=to_campaign,
        note="campaign",
    ),
    Row("calendar", {"clerk": 302, "admin": 302}, 403),
    Row("calendar_year", {"clerk": 200, "admin": 200}, 403, args=a_year),
    Row("calendar_preview", {"admin": 200}, 403, args=a_year, form=nothing),
    Row("calendar_import", {"admin": 422}, 403, args=a_year, form=nothing),
    Row("calendar_apply", {"admin": 409}, 403, args=a_year, form=nothing),
    Row("jobs", {"admin": 200}, 403),
    Row("deliveries", {"admin": 200}, 403, ready=with_failed),
    Row("send_again", {"admin": 302}, 403, form=failed, ready=with_failed),
    Row("mute_notice", {"head": 302}, args=reminder, form=reason, ready=with_reminder),
    Row("unmute_notice", {"head": 302}, args=reminder, form=nothing, ready=with_muted),
    Row("job", {"clerk": 200, "admin": 200}, args=job, ready=with_job),
    Row("retry_job", {"clerk": 302, "admin": 302}, args=job, ready=with_job, form=nothing),
    Row("notices", EVERYBODY),
    Row("notices", EVERYBODY, query="?bin=read", note="read"),
    Row("read_notice", {"head": 302}, args=notice, form=nothing),
    Row("read_all_notices", {}, 302, form=nothing),
]
