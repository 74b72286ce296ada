"""Pages of opinions: the register, one of them, the boxes, and the public pages."""

from findings import opinion_boxes
from findings import opinions as writing
from findings.models import Opinion, OpinionBox, OpinionEvidence
from tests.access.findings import CONCERNED, OFFICE, OVERSEERS, TAKING_PART, who
from tests.access.row import PEOPLE, Row
from tests.hearing import box_of, note, photo, put_in, said
from tests.test_symposiums import called, guest, held
from tests.world import full_world

EVERYBODY = dict.fromkeys(PEOPLE, 200)
REST = CONCERNED + TAKING_PART
INSIDE = OVERSEERS + REST
RECORDERS = ("clerk", "inspector")
NOT_OFFICE = ("inspector", "leader", *REST)


def campaign(world) -> list:
    return [world.campaign.code]


def opinion(world) -> dict:
    return {
        "channel": "hotline",
        "category": "complaint",
        "said_on": "2026-03-02",
        "text": "等待过久",
    }


def one_said(world) -> None:
    full_world(world)
    said(world)


def handed(world) -> None:
    one_said(world)
    writing.hand_over(Opinion.objects.get(), world.departments["SERVICE"], by=world.clerk)


def handed_with_a_photo(world) -> None:
    """An opinion out of a box, with a photo, handed over to 服务部."""
    boxed(world)
    put_in(OpinionBox.objects.get(), photo=photo())
    opinion_boxes.empty(world.campaign, by=world.clerk)
    writing.hand_over(Opinion.objects.get(), world.departments["SERVICE"], by=world.clerk)


def its_file(world) -> list:
    return [*first(world), OpinionEvidence.objects.get().evidence_id]


def two_said(world) -> None:
    one_said(world)
    said(world, text="等得太久", topic="服务态度")


def set_aside(world) -> None:
    one_said(world)
    Opinion.objects.get().set_aside(by=world.clerk, reason="重复反映")


def first(world) -> list:
    return [world.campaign.code, Opinion.objects.order_by("pk").first().pk]


def boxed(world) -> None:
    full_world(world)
    box_of(world)


def with_a_note(world) -> None:
    boxed(world)
    put_in(OpinionBox.objects.get())


def shut(world) -> None:
    with_a_note(world)
    opinion_boxes.close(OpinionBox.objects.get(), by=world.clerk)


def box(world) -> list:
    return [world.campaign.code, OpinionBox.objects.get().pk]


def slug(world) -> list:
    return [OpinionBox.objects.get().slug]


def symposium(world) -> None:
    full_world(world)
    world.meeting = held(world)


def still_to_be_held(world) -> None:
    full_world(world)
    world.meeting = called(world)


def meeting(world) -> list:
    return [world.campaign.code, world.meeting.pk]


def from_a_guest(world) -> dict:
    return {"guest": guest().pk, "text": "窗口太少", "category": "opinion"}


def nothing(world) -> dict:
    return {}


def forged(world) -> dict:
    return note(form="made:up")


def classified(world) -> dict:
    return {"version": 1, "category": "complaint", "topic": "服务态度"}


def rules(world) -> dict:
    return {"topics": "服务", "invitees": "客户代表", "unit": "hours", "reply": 24, "finish": 72}


def decided(name: str, form, ready=one_said, **more) -> Row:
    """A POST of those who say what becomes of an opinion; it does not exist for a department."""
    return Row(name, who(RECORDERS, 302, ("leader",)), args=first, form=form, ready=ready, **more)


def office(name: str, form=nothing, status: int = 302, **more) -> Row:
    """A POST of the office."""
    return Row(name, who(OFFICE, status, NOT_OFFICE), form=form, **{"args": campaign, **more})


ROWS = [
    Row("opinions", who(INSIDE, 200), args=campaign),
    Row("opinions", who(INSIDE, 200), args=campaign, ready=one_said, note="one"),
    Row("opinions", who(INSIDE, 200), args=campaign, ready=with_a_note, note="one in a box"),
    Row("opinions", who(INSIDE, 200), args=campaign, query="?shelf=late&text=1", note="none fits"),
    Row("hot_topics", who(OVERSEERS, 200, REST), args=campaign),
    Row("hot_topics", who(OVERSEERS, 200, REST), args=campaign, ready=two_said, note="two"),
    Row("opinions_export", who(INSIDE, 200), args=campaign, ready=two_said),
    Row("new_opinion", who(RECORDERS, 200, ("leader", *REST)), args=campaign),
    Row("new_opinion", who(RECORDERS, 302, ("leader", *REST)), args=campaign, form=opinion),
    Row("opinion", who(OVERSEERS, 200), args=first, ready=one_said),
    Row("opinion", who((*OVERSEERS, "service_head"), 200), args=first, ready=handed,
        note="handed over"),
    Row("opinion", who(OVERSEERS, 200), args=first, ready=set_aside, note="not adopted"),
    Row("opinion_file", who((*OVERSEERS, "service_head"), 200), args=its_file,
        ready=handed_with_a_photo),
    Row("classify_opinion", who(RECORDERS, 200, ("leader",)), args=first, ready=one_said),
    Row("classify_opinion", who(RECORDERS, 200, ("leader", "service_head")), args=first,
        ready=handed, note="handed over"),
    decided("classify_opinion", classified),
    decided("reply_to_opinion", lambda world: {"text": "正在核实"}),
    decided("merge_opinion", lambda world: {"into": 2}, two_said),
    decided("set_aside_opinion", lambda world: {"reason": "重复反映"}),
    decided("take_up_opinion", nothing, set_aside),
    Row("opinion_rules", who(OFFICE, 200, NOT_OFFICE), args=campaign),
    office("opinion_rules", rules),
    Row("opinion_boxes", who(OFFICE, 200, NOT_OFFICE), args=campaign),
    Row("opinion_boxes", who(OFFICE, 200, NOT_OFFICE), args=campaign, ready=with_a_note,
        note="with a note"),
    Row("opinion_boxes", who(OFFICE, 200, NOT_OFFICE), args=campaign, ready=shut, note="closed"),
    office("opinion_boxes", lambda world: {"intro": "请留言"}),
    office("empty_opinion_boxes", ready=with_a_note),
    Row("opinion_box_code", who(OFFICE, 200, NOT_OFFICE), args=box, ready=boxed),
    office("close_opinion_box", args=box, ready=boxed),
    office("reopen_opinion_box", args=box, ready=shut),
    Row("symposium", who(OVERSEERS, 200), args=meeting, ready=symposium),
    Row("symposium", who(OVERSEERS, 200), args=meeting, ready=still_to_be_held, note="no guests"),
    *(
        Row(name, who(RECORDERS, 302, ("leader",)), args=meeting, ready=symposium, form=form)
        for name, form in (
            ("invite_guests", lambda world: {"category": "客户代表", "names": "某用户"}),
            ("note_guests", nothing),
            ("guest_opinion", from_a_guest),
        )
    ),
    Row("put_in_opinion", EVERYBODY, args=slug, ready=boxed),
    Row("put_in_opinion", dict.fromkeys(PEOPLE, 422), args=slug, ready=boxed, form=nothing),
    Row("put_in_opinion", dict.fromkeys(PEOPLE, 404), args=slug, ready=boxed, form=forged,
        note="a form of somebody else"),
    Row("put_in_opinion", dict.fromkeys(PEOPLE, 410), args=slug, ready=shut, note="closed"),
    Row("put_in_opinion", dict.fromkeys(PEOPLE, 404), args=lambda world: ["nothing"]),
    Row("look_up_opinion", EVERYBODY, args=slug, ready=shut),
    Row("look_up_opinion", dict.fromkeys(PEOPLE, 404), args=slug, ready=boxed,
        form=lambda world: {"receipt": "abcd"}),
]  # fmt: skip
