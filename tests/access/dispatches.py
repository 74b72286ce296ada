"""Pages of a report at the superior's."""

from organization import clock
from reports import dispatching
from reports.models import Dispatch, Publication
from tests.access.reports import READERS, REFUSED, args, drafted
from tests.access.row import Row

OFFICE = {"clerk": 302, "inspector": 403, "leader": 403, **REFUSED}


def issued(world):
    drafted(world)
    Publication.objects.update(status="issued", issued_at=clock.now())
    world.publication.refresh_from_db()


def sent(world):
    issued(world)
    dispatching.send_up(
        world.publication, to="上级公司", way="oa", sent_on=clock.today(), by=world.clerk
    )


def went(world):
    return {"to": "上级公司", "way": "oa", "sent_on": clock.today().isoformat()}


def came_back(world):
    return {"outcome": "received", "on": clock.today().isoformat(), "number": "回1"}


ROWS = [
    Row("choose_charts", OFFICE, args=args(), form=lambda world: {"shown": "1"}),
    Row("dispatches", {**READERS, **REFUSED}, args=args("final"), ready=issued),
    Row("dispatches", {**READERS, **REFUSED}, args=args("final"), ready=sent, note="sent"),
    Row("dispatches", REFUSED, args=args("plan"), ready=issued, note="a paper of the house"),
    Row("send_up", OFFICE, args=args("final"), form=went, ready=issued),
    Row(
        "dispatch_outcome",
        OFFICE,
        args=lambda world: ["spring", "final", Dispatch.objects.get().pk],
        form=came_back,
        ready=sent,
    ),
]
