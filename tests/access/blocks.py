"""Pages of the parts of a paper: own words, remarks."""

from reports import editing, publishing
from tests.access.reports import READERS, REFUSED, args, drafted, in_review, nothing
from tests.access.row import Row

OFFICE = {"clerk": 302, "inspector": 403, "leader": 403, **REFUSED}
TEXT = ("final", "opening")


def remarked(world):
    drafted(world)
    world.note = editing.remark(world.publication, "opening", "请再核实。", by=world.leader)


def rewritten(world):
    drafted(world)
    told = publishing.written(world.campaign, "final")
    document, words = told.generated, "按照统一部署，开展了自查。"
    editing.rewrite(
        world.publication, "phases", words, document=document, read=None, by=world.clerk
    )


ROWS = [
    Row("paper_block", {**READERS, **REFUSED}, args=args("final", "phases")),
    Row("paper_block", {**READERS, **REFUSED}, args=args("final", "phases"), ready=rewritten),
    Row(
        "paper_block",
        OFFICE,
        args=args("final", "phases"),
        form=lambda world: {"words": "按照统一部署，开展了自查。", "read": ""},
        ready=drafted,
    ),
    Row("generate_again", OFFICE, args=args("final", "phases"), form=nothing, ready=rewritten),
    Row(
        "remark_on_paper",
        {**dict.fromkeys(READERS, 302), **REFUSED},
        args=args(*TEXT),
        form=lambda world: {"text": "请再核实。"},
        ready=in_review,
    ),
    Row(
        "settle_remark",
        OFFICE,
        args=lambda world: ["spring", "final", world.note.pk],
        form=nothing,
        ready=remarked,
    ),
    Row("own_words", {**READERS, **REFUSED}, args=args("final"), ready=rewritten),
    Row("own_words", {**READERS, **REFUSED}, args=args("final"), note="nothing written"),
]
