"""Pages of the form of papers: of one paper, of all papers of an organisation."""

from tests.access.editions import OFFICE as EDITORS
from tests.access.editions import OFFICE_READS, edition
from tests.access.editions import drafted as edition_drafted
from tests.access.reports import REFUSED, args, drafted
from tests.access.row import Row
from tests.plan import complete, issue
from tests.world import full_world

OFFICE = {"clerk": 200, "inspector": 403, "leader": 403, **REFUSED}
KEEPS = {"clerk": 200, "admin": 200}


def company(world) -> list:
    return ["CO"]


def signed(world) -> None:
    full_world(world)
    complete(world)
    issue(world, "plan")


ROWS = [
    Row("paper_form", OFFICE, args=args("final")),
    Row("paper_form", OFFICE, args=args("plan"), ready=signed, note="issued"),
    Row(
        "paper_form",
        {**OFFICE, "clerk": 302},
        args=args("final"),
        form=lambda world: {"label": "内部资料"},
        ready=drafted,
    ),
    Row("edition_form", OFFICE_READS, args=edition, ready=edition_drafted),
    Row(
        "edition_form",
        EDITORS,
        args=edition,
        form=lambda world: {"label": "内部资料"},
        ready=edition_drafted,
    ),
    Row("house_style", KEEPS, 403, args=company),
    Row("house_style_preview", dict.fromkeys(KEEPS, 302), 403, args=company, query="?lines=24"),
    Row("paper_css", {}, 200, query="?lines=24"),
    Row("house_style_sample", KEEPS, 403, args=company),
    Row(
        "house_style",
        {"clerk": 302, "admin": 302},
        403,
        args=company,
        form=lambda world: {"head": "red", "labels": "内部资料"},
    ),
]
