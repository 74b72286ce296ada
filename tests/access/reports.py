"""Pages of the reports floor."""

from reports import publishing
from tests.access.row import Row
from tests.world import full_world

CODE = ["spring"]
READERS = {"clerk": 200, "inspector": 200, "leader": 200}
# A department takes part and sees that the campaign exists: refused, not hidden.
REFUSED = {"head": 403, "member": 403, "service_head": 403}


def drafted(world):
    full_world(world)
    world.publication = publishing.draft(world.campaign, "final", by=world.clerk)


def in_review(world):
    drafted(world)
    publishing.send_to_review(world.publication, by=world.clerk)


def args(*more):
    return lambda world: ["spring", *more]


def nothing(world):
    return {}


ROWS = [
    Row("papers", {**READERS, **REFUSED}, args=args()),
    Row("paper", {**READERS, **REFUSED}, args=args("final")),
    Row("paper_file", {**dict.fromkeys(READERS, 404), **REFUSED}, args=args("final", "pdf")),
    Row("figure", {**READERS, **REFUSED}, args=args("findings")),
    Row(
        "render_paper",
        {"clerk": 302, "inspector": 403, "leader": 403, **REFUSED},
        args=args("final"),
        form=nothing,
    ),
    Row(
        "paper_review",
        {"clerk": 302, "inspector": 403, "leader": 403, **REFUSED},
        args=args("final"),
        form=nothing,
    ),
    Row(
        "paper_draft",
        {"clerk": 302, "inspector": 403, "leader": 302, **REFUSED},
        args=args("final"),
        form=nothing,
        ready=in_review,
    ),
    # Something is still missing in the small world, so even the leader is told to wait.
    Row(
        "paper_sign",
        {"clerk": 403, "inspector": 403, "leader": 409, **REFUSED},
        args=args("final"),
        form=nothing,
        ready=in_review,
    ),
    Row(
        "paper_issue",
        {"clerk": 409, "inspector": 403, "leader": 403, **REFUSED},
        args=args("final"),
        form=nothing,
        ready=in_review,
    ),
]
