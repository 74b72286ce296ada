"""Papers of the early phases: whoever may see the page behind one may print it."""

from tests.access.launch import CODE, OVERSEERS_PAGE, as_drafted
from tests.access.meetings import SEEN, asked, one, over
from tests.access.row import Row
from tests.access.selfcheck import DEPARTMENT, OVERSEERS, begun, sales, sent_back, submitted, who
from tests.world import start

TOGETHER = who((*DEPARTMENT, *OVERSEERS), 200)


def code(*more):
    return lambda world: [*CODE, *more]


def sheet(*more):
    return lambda world: [*sales(world), *more]


ROWS = [
    Row("sheet_print", who(DEPARTMENT, 200, OVERSEERS), args=sales, ready=begun, note="filling"),
    Row("sheet_print", TOGETHER, args=sales, ready=submitted),
    Row(
        "sheet_print",
        who(DEPARTMENT, 200, OVERSEERS),
        args=sales,
        ready=sent_back,
        note="sent back",
    ),
    Row(
        "sheet_print_file",
        who(DEPARTMENT, 200, OVERSEERS),
        args=sheet("pdf"),
        ready=begun,
        note="filling",
    ),
    Row("sheet_print_file", TOGETHER, args=sheet("docx"), ready=submitted),
    Row("sheet_print_blank", TOGETHER, args=sales, ready=begun),
    Row("sheet_print_blank_file", TOGETHER, args=sheet("pdf"), ready=begun),
    Row("return_notice", TOGETHER, args=sheet(1), ready=sent_back),
    Row("return_notice", {}, args=sheet(1), ready=submitted, note="nothing sent back"),
    Row("return_notice_file", TOGETHER, args=sheet(1, "pdf"), ready=sent_back),
    Row("nil_report_list", OVERSEERS_PAGE, args=code(), ready=start),
    Row("nil_report_list_file", OVERSEERS_PAGE, args=code("pdf"), ready=start),
    Row("breakdown_paper", OVERSEERS_PAGE, args=code(), ready=start),
    Row(
        "breakdown_paper",
        dict.fromkeys(OVERSEERS, 200),
        args=code(),
        ready=as_drafted,
        note="not launched",
    ),
    Row("breakdown_paper_file", OVERSEERS_PAGE, args=code("docx"), ready=start),
    Row("meeting_minutes", SEEN, args=one, ready=over),
    Row("meeting_minutes", dict.fromkeys(SEEN, 409), args=one, ready=asked, note="not held"),
    Row("meeting_minutes_file", SEEN, args=lambda world: [*one(world), "pdf"], ready=over),
]
