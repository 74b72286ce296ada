"""Documents that go round, and signing for them."""

from campaigns import circulating
from campaigns.audience import To
from organization import personal_links
from organization.models import Delivery, Notification
from tests.access.launch import (
    CODE,
    OFFICE_ACT,
    OFFICE_ONLY,
    OFFICE_PAGE,
    OVERSEERS,
    empty,
    on_campaign,
)
from tests.access.row import PEOPLE, Row
from tests.world import DAY, World, start

NOT_MINE = dict.fromkeys(("clerk", "inspector", "leader", "member"), 403)
SIGNERS_PAGE = {**OVERSEERS, "head": 200, "member": 200}
# The head and an employee without a role were asked; service_head takes part, and sees nothing.
OFFICE_THERE = {**OFFICE_ACT, **dict.fromkeys(("head", "member", "service_head"), 403)}
OFFICE_THERE["employee"] = 403
SHEET = {**SIGNERS_PAGE, "service_head": 404, "employee": 403}


def with_receipts(world: World) -> World:
    """A running campaign with a document that the head and an outsider are to sign."""
    start(world)
    world.circulation = circulating.send_round(
        world.campaign,
        To(people=[world.head, world.employee]),
        by=world.clerk,
        title="示例通知",
        organiser="监督室",
        on=DAY,
        text="旧的内容",
    )
    return world


def receipt(world: World) -> list:
    return [*CODE, world.circulation.receipts.get(person=world.head).pk]


def changed(world: World) -> World:
    """The text was changed after the head had signed for it."""
    with_receipts(world)
    world.circulation.receipts.get(person=world.head).sign("张三", by=world.head)
    circulating.change_text(world.circulation, "新的内容", revision=1, by=world.clerk)
    return world


def exempted(world: World) -> World:
    """The head need not sign."""
    with_receipts(world)
    world.circulation.receipts.get(person=world.head).exempt("外出学习", by=world.clerk)
    return world


def sent(world: World) -> list:
    return [*CODE, world.circulation.pk]


def link(world: World) -> list:
    pk = world.circulation.receipts.get(person=world.head).pk
    return [personal_links.token_for(world.people["head"].pk, "campaigns.receipt", pk)]


def failed(world: World) -> dict:
    return {"state": "failed"}


def with_failed(world: World) -> None:
    """A document went round, and the mail to the head failed."""
    with_receipts(world)
    told = Notification.objects.filter(recipient=world.people["head"]).first()
    Delivery.objects.create(
        notification=told, address="head@example.org", state="failed", error="TimeoutError: gone"
    )


ROWS = [
    on_campaign("campaign_deliveries", {**OFFICE_PAGE, "employee": 403}, ready=with_failed),
    on_campaign(
        "send_campaign_deliveries", {**OFFICE_ONLY, "employee": 403}, form=failed, ready=with_failed
    ),
    on_campaign("circulate", OFFICE_PAGE),
    on_campaign("circulate", {**OFFICE_ONLY, "clerk": 422}, form=empty),
    on_campaign(
        "circulation",
        {**OVERSEERS, "head": 200, "member": 200, "employee": 200},
        args=lambda world: [*CODE, world.circulation.pk],
        ready=with_receipts,
    ),
    on_campaign(
        "receipt", {**OVERSEERS, "head": 200, "member": 200}, args=receipt, ready=with_receipts
    ),
    on_campaign(
        "read_receipt",
        {"head": 302, **dict.fromkeys(("clerk", "inspector", "leader", "member"), 403)},
        args=receipt,
        form=empty,
        ready=with_receipts,
    ),
    on_campaign(
        "sign_receipt",
        {"head": 302, **dict.fromkeys(("clerk", "inspector", "leader", "member"), 403)},
        args=receipt,
        form=lambda world: {"signed_name": world.head.name},
        ready=with_receipts,
    ),
    on_campaign(
        "exempt_receipt",
        {**OFFICE_ACT, "head": 403, "member": 403},
        args=receipt,
        form=lambda world: {"exempt_reason": "外出学习"},
        ready=with_receipts,
    ),
    on_campaign(
        "change_circulation", {**OFFICE_THERE, "clerk": 200}, args=sent, ready=with_receipts
    ),
    on_campaign(
        "change_circulation",
        {**OFFICE_THERE, "clerk": 422},
        args=sent,
        form=empty,
        ready=with_receipts,
    ),
    on_campaign("circulation_code", SHEET, args=sent, ready=with_receipts),
    # Whoever is asked goes on to the own receipt, whoever is not is told so.
    on_campaign("own_receipt", {"head": 302, "employee": 302}, args=sent, ready=with_receipts),
    on_campaign("second_round", {**OFFICE_THERE, "clerk": 200}, args=sent, ready=with_receipts),
    on_campaign(
        "second_round",
        {**OFFICE_THERE, "clerk": 422},
        args=sent,
        form=empty,
        ready=with_receipts,
    ),
    on_campaign("urge_signatures", OFFICE_THERE, args=sent, form=empty, ready=with_receipts),
    on_campaign(
        "earlier_text",
        {**SIGNERS_PAGE, "employee": 200},
        args=lambda world: [*sent(world), 1],
        ready=changed,
    ),
    on_campaign(
        "ask_receipt_again",
        {**OFFICE_ACT, "head": 403, "member": 403},
        args=receipt,
        form=empty,
        ready=exempted,
    ),
    on_campaign(
        "circulation_sheet",
        SHEET,
        args=sent,
        ready=with_receipts,
    ),
    on_campaign(
        "circulation_sheet_file",
        SHEET,
        args=lambda world: [*sent(world), "pdf"],
        ready=with_receipts,
    ),
    Row("receipt_link", {"anonymous": 200}, 302, args=link, ready=with_receipts),
    Row(
        "receipt_link",
        dict.fromkeys(PEOPLE, 404),
        args=lambda world: ["forged"],
        ready=with_receipts,
        note="forged",
    ),
    Row("receipt_link", dict.fromkeys(PEOPLE, 302), args=link, form=empty, ready=with_receipts),
]
