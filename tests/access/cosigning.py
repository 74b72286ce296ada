"""会签: the office asks, the head of the department answers, overseers read."""

from organization.models import Department
from reports import cosigning, publishing
from reports.models import CoSignature
from tests.access.reports import READERS, REFUSED, args, in_review
from tests.access.row import Row

# The head who was asked reads the page; nobody else of a department does.
ASKED = {**READERS, **REFUSED, "head": 200}
HEAD = {**dict.fromkeys(READERS, 403), **REFUSED, "head": 302}
OFFICE = {"clerk": 302, "inspector": 403, "leader": 403, **REFUSED}


def asked(world):
    in_review(world)
    cosigning.ask(world.publication, [world.departments["SALES"]], by=world.clerk)


def objected(world):
    asked(world)
    document = publishing.words_of(world.publication).document
    row = CoSignature.objects.get()
    cosigning.object_to(row, document, by=world.head, opinion="数据有误。")


def row(world) -> list:
    return ["spring", "final", CoSignature.objects.get().pk]


ROWS = [
    Row("cosignatures", {**READERS, **REFUSED}, args=args("final"), ready=in_review),
    Row("cosignatures", ASKED, args=args("final"), ready=asked, note="asked"),
    Row(
        "ask_cosignatures",
        OFFICE,
        args=args("final"),
        form=lambda world: {"department": Department.objects.get(code="SALES").pk},
        ready=in_review,
    ),
    Row("cosign", HEAD, args=row, form=lambda world: {"agree": "1"}, ready=asked),
    Row(
        "answer_objection",
        OFFICE,
        args=row,
        form=lambda world: {"answer": "已核实。"},
        ready=objected,
    ),
    Row("withdraw_cosignature", OFFICE, args=row, form=lambda world: {}, ready=asked),
]
