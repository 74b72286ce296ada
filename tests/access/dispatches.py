"""Pages of a report at the superior's."""

from organization import clock
from reports import dispatching
from reports.models import Dispatch, Package, Publication
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


def packed(world):
    issued(world)
    world.package = Package.objects.create(
        publication=world.publication,
        name="材料包.zip",
        stored="package.zip",
        size=3,
        sha256="0" * 64,
        files=1,
        made_by=world.clerk,
    )


def package_args(world):
    return ["spring", "final", world.package.pk]


ROWS = [
    Row("comparison", {**READERS, **REFUSED}, args=args()),
    Row("choose_comparison", OFFICE, args=args(), form=lambda world: {"earlier": ""}),
    Row("choose_charts", OFFICE, args=args(), form=lambda world: {"shown": "1"}),
    Row("make_package", OFFICE, args=args("final"), form=lambda world: {}, ready=issued),
    Row(
        "package_file",
        {"clerk": 409, "inspector": 403, "leader": 409, **REFUSED},
        args=package_args,
        ready=packed,
        note="whose file is gone",
    ),
    Row("delete_package", OFFICE, args=package_args, form=lambda world: {}, ready=packed),
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
