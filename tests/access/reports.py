"""Pages of the reports floor."""

from reports import publishing
from tests.access.row import Row
from tests.plan import complete, issue
from tests.world import full_world

CODE = ["spring"]
READERS = {"clerk": 200, "inspector": 200, "leader": 200}
# A department takes part and sees that the campaign exists: refused, not hidden.
STAFF = (*READERS, "head", "member", "service_head", "stranger", "employee")
REFUSED = {"head": 403, "member": 403, "service_head": 403}


def drafted(world):
    full_world(world)
    world.publication = publishing.draft(world.campaign, "final", by=world.clerk)


def in_review(world):
    drafted(world)
    publishing.send_to_review(world.publication, by=world.clerk)


def planned(world):
    """The plan of the campaign was drafted and sent to the leaders."""
    full_world(world)
    plan = publishing.draft(world.campaign, "plan", by=world.clerk)
    publishing.send_to_review(plan, by=world.clerk)


def issued(world):
    """The plan of the campaign was signed and issued; its files are still being made."""
    full_world(world)
    complete(world)
    issue(world, "plan")


def args(*more):
    return lambda world: ["spring", *more]


def nothing(world):
    return {}


ROWS = [
    Row(
        "ledger_paper",
        {**READERS, "head": 200, "member": 200, "service_head": 200},
        args=lambda world: [*CODE, "pdf"],
        ready=full_world,
    ),
    Row("papers", {**READERS, **REFUSED}, args=args()),
    Row("archive_index", {**READERS, **REFUSED}, args=args()),
    Row("archive_index_file", {**READERS, **REFUSED}, args=args("pdf")),
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
    *(
        Row("paper", {**READERS, **REFUSED}, args=args(kind), note=kind)
        for kind in ("plan", "group_notice", "division")
    ),
    Row("paper", {**READERS, **REFUSED}, args=args("plan"), ready=issued, note="issued"),
    Row(
        "paper_sign",
        {"clerk": 403, "inspector": 403, "leader": 409, **REFUSED},
        args=args("plan"),
        form=nothing,
        ready=planned,
        note="plan",
    ),
    Row(
        "paper_revise",
        {"clerk": 302, "inspector": 403, "leader": 403, **REFUSED},
        args=args("plan"),
        form=nothing,
        ready=issued,
    ),
    Row(
        "paper_circulate",
        {"clerk": 302, "inspector": 403, "leader": 403, **REFUSED},
        args=args("plan"),
        form=nothing,
        ready=issued,
    ),
    Row("published_paper", {}, args=args("plan"), ready=planned, note="not issued"),
    Row("published_paper", dict.fromkeys(STAFF, 200), args=args("plan"), ready=issued),
    Row("published_file", {}, args=args("plan", "pdf"), ready=issued, note="no files yet"),
]
