"""Invitations: sending them, the way in, people who are missing, letters."""

from organization.models import Invitation
from tests.access.row import PEOPLE, Row
from tests.invited import invite, newcomer
from tests.world import World, full_world

INVITERS = dict.fromkeys(("admin", "clerk", "head", "service_head", "stranger"), 200)
HEADS = dict.fromkeys(("admin", "head", "service_head", "stranger"), 200)
OWN = ("admin", "clerk", "head")


def with_letter(world: World) -> None:
    full_world(world)
    invite(world, newcomer(world))


def chosen(world: World) -> dict:
    return {"person": [row.person_id for row in Invitation.objects.all()]}


def unseen(world: World) -> dict:
    return {**chosen(world), "seen": "not what was shown"}


def key(world: World) -> list:
    return [Invitation.objects.get().path.split("/")[2]]


def nothing(world: World) -> dict:
    return {}


def missing(world: World) -> dict:
    return {"department": world.departments["SALES"].pk, "lines": "新员工 营业员"}


ROWS = [
    Row("invitations", INVITERS, 403),
    Row("invitations", INVITERS, 403, ready=with_letter, query="?state=sent", note="sent"),
    Row("invitation_preview", INVITERS, 403, ready=with_letter, form=chosen),
    Row(
        "invitations_send",
        dict.fromkeys(INVITERS, 409),
        403,
        ready=with_letter,
        form=unseen,
    ),
    # Whose people they are not finds no letter, even by their key.
    Row(
        "invitation_letters",
        {**dict.fromkeys(INVITERS, 409), **dict.fromkeys(OWN, 200)},
        403,
        ready=with_letter,
        form=chosen,
    ),
    Row("newcomers", HEADS, 403),
    # Other heads cannot choose the department.
    Row(
        "newcomers",
        {**dict.fromkeys(HEADS, 422), "head": 200, "admin": 200},
        403,
        form=missing,
    ),
    Row("invitation", {"anonymous": 200}, 403, args=key, ready=with_letter),
    Row("invitation", {"anonymous": 302}, 403, args=key, ready=with_letter, form=nothing),
    Row(
        "invitation",
        dict.fromkeys(PEOPLE, 404),
        args=lambda world: ["forged"],
        note="forged",
    ),
]
