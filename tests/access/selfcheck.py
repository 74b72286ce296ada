"""Filling, handing over, evidence, review, verification, answers from records."""

import hashlib

from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns import (
    attaching,
    evidence,
    filling,
    handing_over,
    heads,
    returns,
    review,
    uploads,
)
from campaigns.models import Answer, Evidence, Hint, Participation, Upload
from organization import jobs
from organization.models import Event
from tests.access.row import Row
from tests.evidence_files import pdf as paper
from tests.world import fill, phase, start, submit

OVERSEERS = ("clerk", "inspector", "leader")
DEPARTMENT = ("head", "member")


def who(allowed, status, refused=(), **more) -> dict[str, int]:
    return {**dict.fromkeys(refused, 403), **dict.fromkeys(allowed, status), **more}


def campaign(world) -> list:
    return [world.campaign.code]


def sales(world) -> list:
    return [world.campaign.code, "SALES"]


def item(no: int):
    return lambda world: [*sales(world), no]


def begun(world) -> None:
    """销售部 answered item 1 with a file and handed item 3 to the member."""
    start(world)
    draft = filling.Draft(0, {"result": "ok", "methods": "查阅资料"})
    answer = filling.save_answer(world.sheet(), world.item(1), draft, by=world.head)
    sheet = world.sheet()
    kept = evidence.store(pdf(), sheet.campaign, sheet.department, by=world.head)
    attaching.attach(answer, kept, by=world.head)
    handing_over.hand_over(sheet, world.item(3), world.member, by=world.head)


def filled(world) -> None:
    start(world)
    fill(world)


def submitted(world) -> None:
    """销售部 submitted with a file on item 1; 服务部 has not."""
    begun(world)
    handing_over.take_back(world.sheet(), world.item(3), by=world.head)
    submit(world)
    phase(world, "analysis").begin(by=world.clerk)


def accepted(world) -> None:
    """As `submitted`, and the office has accepted item 1."""
    submitted(world)
    first = Answer.objects.get(selfcheck=world.sheet(), item__no=1)
    review.accept(first, by=world.clerk)


def the_last_step(world) -> dict:
    return {"step": Event.objects.filter(kind="answer.accepted").latest("id").pk}


def sent_back(world) -> None:
    """As `submitted`, and item 1 has gone back."""
    submitted(world)
    first = Answer.objects.filter(selfcheck=world.sheet(), item__no=1)
    returns.send_back(
        world.sheet(), first, reason="superficial", note="", due_on=None, by=world.clerk
    )


def hinted(world) -> None:
    """As `submitted`, and a worker has found the hints."""
    submitted(world)
    jobs.run_all()


def thresholds(world) -> dict:
    return {"alike_chars": "30", "short_chars": "20", "version": "0"}


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("收文登记.pdf", b"%PDF-1.7\n1 0 obj\n")


def scan(world) -> dict:
    return {"scan": SimpleUploadedFile("签字页.pdf", b"%PDF-1.7\n2 0 obj\n")}


def file(world) -> list:
    return [world.campaign.code, Evidence.objects.get().pk]


def file_of_item(world) -> list:
    return [*sales(world), 1, Evidence.objects.get().pk]


def drawn(world) -> None:
    """As `begun`, and a worker has drawn the file."""
    begun(world)
    content = paper()
    Evidence.objects.update(sha256=hashlib.sha256(content).hexdigest())
    evidence.path_of(Evidence.objects.get()).write_bytes(content)
    jobs.run_all()


def announced(world) -> dict:
    return {"name": "记录.txt", "size": "10", "stamp": "1", "sha256": ""}


def uploading(world) -> None:
    """As `begun`, and the head has begun to upload a file to item 2."""
    begun(world)
    uploads.begin(world.sheet(), "记录.txt", 10, "1", "", by=world.head)


def on_its_way(world) -> list:
    return [*sales(world), 2, Upload.objects.get().pk]


def first_page(world) -> list:
    return [*file(world), 1]


def answer(world) -> dict:
    return {"version": "0", "result": "ok", "methods": "查阅资料"}


def back(world) -> dict:
    return {"items": ["1"], "reason": "superficial", "note": "请重查", "due_on": "2099-01-05"}


def to_member(world) -> dict:
    return {"to": world.member.pk}


def with_deputy(world) -> None:
    """销售部 has a deputy; the member leads it too."""
    start(world)
    place = Participation.objects.get(campaign=world.campaign, department__code="SALES")
    heads.name_deputy(place, world.member, by=world.head)


def deputy(world) -> list:
    return [*sales(world), world.member.pk]


HEADS = who(("clerk", "head"), 200, refused=("inspector", "leader", "member"))
HEADS_ACT = who(("clerk", "head"), 302, refused=("inspector", "leader", "member"))

ROWS = [
    Row("sheets", who(OVERSEERS, 200, head=302, member=302, service_head=302), args=campaign),
    Row("nil_reports", who(OVERSEERS, 200, ("head", "member", "service_head")), args=campaign),
    Row(
        "urge_returns",
        who(("clerk",), 302, ("inspector", "leader", "head", "member", "service_head")),
        args=campaign,
        form=lambda world: {"x": "1"},
        ready=start,
    ),
    Row("fill", who(DEPARTMENT, 200, **dict.fromkeys(OVERSEERS, 302)), args=sales, ready=begun),
    Row(
        "fill_item",
        who(DEPARTMENT, 200, **dict.fromkeys(OVERSEERS, 302)),
        args=item(1),
        ready=begun,
    ),
    Row(
        "fill_item",
        who(("head",), 302, ("member", *OVERSEERS)),
        args=item(2),
        form=answer,
        ready=begun,
    ),
    Row(
        "fill_item",
        who(("member",), 302, ("head", *OVERSEERS)),
        args=item(3),
        form=answer,
        ready=begun,
        note="handed over",
    ),
    Row(
        "upload_evidence",
        who(("head",), 302, ("member", *OVERSEERS)),
        args=item(2),
        form=lambda world: {**answer(world), "evidence": pdf()},
        ready=begun,
    ),
    Row(
        "remove_evidence",
        who(("head",), 302, ("member", *OVERSEERS)),
        args=file_of_item,
        form=lambda world: {"x": "1"},
        ready=begun,
    ),
    Row(
        "replace_evidence",
        who(("head",), 200, ("member", *OVERSEERS)),
        args=file_of_item,
        ready=begun,
    ),
    Row(
        "replace_evidence",
        who(("head",), 302, ("member", *OVERSEERS)),
        args=file_of_item,
        form=lambda world: {"evidence": SimpleUploadedFile("新版.txt", b"newer")},
        ready=begun,
    ),
    Row(
        "begin_upload",
        who(("head",), 200, ("member", *OVERSEERS)),
        args=item(2),
        form=announced,
        ready=begun,
    ),
    Row(
        "go_on_uploading",
        who(("head",), 200, ("member", *OVERSEERS)),
        args=on_its_way,
        ready=uploading,
    ),
    Row("choose_evidence", who(("head",), 200, ("member", *OVERSEERS)), args=item(2), ready=begun),
    Row(
        "choose_evidence",
        who(("member",), 302, ("head", *OVERSEERS)),
        args=item(3),
        form=lambda world: {"files": [Evidence.objects.get().pk]},
        ready=begun,
        note="handed over",
    ),
    Row("sheet_scan", who(DEPARTMENT, 200, OVERSEERS), args=sales, ready=begun, note="filling"),
    Row("sheet_scan", who((*DEPARTMENT, *OVERSEERS), 200), args=sales, ready=submitted),
    Row(
        "sheet_scan",
        who(("head", "clerk"), 302, ("member", "inspector", "leader")),
        args=sales,
        form=scan,
        ready=submitted,
    ),
    Row(
        "sheet_scan",
        who(("head",), 409, ("member", *OVERSEERS)),
        args=sales,
        form=scan,
        ready=begun,
        note="filling",
    ),
    Row("department_library", who(DEPARTMENT, 200, OVERSEERS), args=sales, ready=begun),
    Row(
        "revise_evidence",
        who(DEPARTMENT, 200, OVERSEERS),
        args=lambda world: [*sales(world), Evidence.objects.get().pk],
        ready=begun,
    ),
    Row(
        "revise_evidence",
        who(("head",), 302, OVERSEERS, member=422),
        args=lambda world: [*sales(world), Evidence.objects.get().pk],
        form=lambda world: {"items": [1], "evidence": SimpleUploadedFile("新版.txt", b"newer")},
        ready=begun,
        note="an item of the head",
    ),
    Row(
        "submit_sheet",
        who(("head",), 302, ("member", *OVERSEERS)),
        args=sales,
        form=lambda world: {"signature": "销售部负责人", "nil": "on"},
        ready=filled,
    ),
    Row("hand_over", who(("head",), 200, ("member", *OVERSEERS)), args=item(2), ready=begun),
    Row(
        "hand_over",
        who(("head",), 302, ("member", *OVERSEERS)),
        args=item(2),
        form=lambda world: {"to": world.member.pk},
        ready=begun,
    ),
    Row(
        "take_back",
        who(("head",), 302, ("member", *OVERSEERS)),
        args=item(3),
        form=lambda world: {"x": "1"},
        ready=begun,
    ),
    Row("evidence", who(DEPARTMENT, 200, OVERSEERS), args=file, ready=begun, note="not submitted"),
    Row("evidence", who((*DEPARTMENT, *OVERSEERS), 200), args=file, ready=submitted),
    Row(
        "evidence_pages",
        who(DEPARTMENT, 200, OVERSEERS),
        args=file,
        ready=begun,
        note="not submitted",
    ),
    Row("evidence_pages", who((*DEPARTMENT, *OVERSEERS), 200), args=file, ready=submitted),
    Row(
        "evidence_page",
        who(DEPARTMENT, 200, OVERSEERS),
        args=first_page,
        ready=drawn,
        note="not submitted",
    ),
    Row(
        "review",
        who(OVERSEERS, 200, (*DEPARTMENT, "service_head")),
        args=campaign,
        ready=submitted,
    ),
    Row("review_sheet", who(OVERSEERS, 200, DEPARTMENT), args=sales, ready=submitted),
    Row(
        "review_sheet",
        who((), 200, (*DEPARTMENT, *OVERSEERS)),
        args=sales,
        ready=begun,
        note="not submitted",
    ),
    Row("review_item", who(OVERSEERS, 200, DEPARTMENT), args=item(1), ready=submitted),
    Row(
        "hint_limits",
        who(OVERSEERS, 200, (*DEPARTMENT, "service_head")),
        args=campaign,
        ready=submitted,
    ),
    Row(
        "hint_limits",
        who(("clerk",), 302, ("inspector", "leader", *DEPARTMENT, "service_head")),
        args=campaign,
        form=thresholds,
        ready=submitted,
    ),
    Row(
        "find_hints",
        who(("clerk",), 302, ("inspector", "leader", *DEPARTMENT)),
        args=sales,
        form=lambda world: {"x": "1"},
        ready=submitted,
    ),
    Row(
        "dismiss_hint",
        who(("clerk",), 302, ("inspector", "leader", *DEPARTMENT)),
        args=lambda world: [*sales(world), Hint.objects.filter(answer__item__no=2).get().pk],
        form=lambda world: {"x": "1"},
        ready=hinted,
    ),
    Row(
        "review_item",
        who((), 200, (*DEPARTMENT, *OVERSEERS)),
        args=item(1),
        ready=begun,
        note="not submitted",
    ),
    Row(
        "accept_item",
        who(("clerk",), 302, ("inspector", "leader", *DEPARTMENT)),
        args=item(1),
        form=lambda world: {"x": "1"},
        ready=submitted,
    ),
    Row(
        "review_matrix",
        who(OVERSEERS, 200, (*DEPARTMENT, "service_head")),
        args=campaign,
        ready=submitted,
    ),
    Row(
        "review_items",
        who(OVERSEERS, 200, (*DEPARTMENT, "service_head")),
        args=campaign,
        ready=submitted,
    ),
    Row(
        "review_across",
        who(OVERSEERS, 200, (*DEPARTMENT, "service_head")),
        args=lambda world: [world.campaign.code, 1],
        ready=submitted,
    ),
    Row(
        "bulk_acceptance",
        who(("clerk",), 200, ("inspector", "leader", *DEPARTMENT, "service_head")),
        args=campaign,
        ready=submitted,
    ),
    Row(
        "bulk_acceptance",
        who(("clerk",), 302, ("inspector", "leader", *DEPARTMENT, "service_head")),
        args=campaign,
        form=lambda world: {"results": "ok", "evidence": "", "seen": ""},
        ready=submitted,
    ),
    Row("next_to_review", who(OVERSEERS, 302, DEPARTMENT), args=item(1), ready=submitted),
    Row(
        "take_back_step",
        who(("clerk",), 302, ("inspector", "leader", *DEPARTMENT, "service_head")),
        args=campaign,
        form=the_last_step,
        ready=accepted,
    ),
    Row(
        "take_back_acceptance",
        who(("clerk",), 302, ("inspector", "leader", *DEPARTMENT)),
        args=item(1),
        form=lambda world: {"x": "1"},
        ready=accepted,
    ),
    Row(
        "take_back_return",
        who(("clerk",), 302, ("inspector", "leader", *DEPARTMENT)),
        args=sales,
        form=lambda world: {"x": "1"},
        ready=sent_back,
    ),
    Row(
        "accept_all",
        who(("clerk",), 302, ("inspector", "leader", *DEPARTMENT)),
        args=sales,
        form=lambda world: {"x": "1"},
        ready=submitted,
    ),
    Row(
        "send_back",
        who(("clerk",), 302, ("inspector", "leader", *DEPARTMENT)),
        args=sales,
        form=back,
        ready=submitted,
    ),
    Row(
        "tear_down",
        who(("clerk",), 302, ("inspector", "leader", *DEPARTMENT)),
        args=sales,
        form=back,
        ready=submitted,
    ),
    Row(
        "records",
        who(OVERSEERS, 200, (*DEPARTMENT, "service_head")),
        args=campaign,
        ready=submitted,
    ),
    Row(
        "answer_from_records",
        who(("clerk",), 302, ("inspector", "leader", *DEPARTMENT, "service_head")),
        args=lambda world: [world.campaign.code, 4],
        form=lambda world: {"result": "ok", "text": "据签阅记录"},
        ready=submitted,
    ),
    Row("heads", HEADS, args=sales, ready=start),
    Row("name_deputy", HEADS_ACT, args=sales, form=to_member, ready=start),
    Row("hand_over_department", HEADS_ACT, args=sales, form=to_member, ready=start),
    Row("withdraw_deputy", HEADS_ACT, args=deputy, form=lambda w: {}, ready=with_deputy),
]
