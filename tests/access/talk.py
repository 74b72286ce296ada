"""What was sent back; the threads of items, and the questions in them."""

from campaigns import returns, talk
from campaigns.models import Remark
from tests.access.row import Row
from tests.access.selfcheck import DEPARTMENT, OVERSEERS, begun, campaign, item, submitted, who


def asked(world) -> None:
    """销售部 is filling in; its head has asked about item 1."""
    begun(world)
    talk.write(world.sheet(), world.item(1), "口径是什么", by=world.head, asks=True)


def asked_later(world) -> None:
    """As `asked`, after the submission."""
    submitted(world)
    talk.write(world.sheet(), world.item(1), "口径是什么", by=world.head, asks=True)


def remark(world) -> list:
    return [*item(1)(world), Remark.objects.first().pk]


def words(world) -> dict:
    return {"text": "按本年度收文", "asks": "1"}


def returned(world) -> None:
    """Two items of 销售部 are back."""
    submitted(world)
    answers = world.sheet().answers.filter(item__no__lte=2).select_related("item")
    returns.send_back(
        world.sheet(), answers, reason="superficial", note="请重查", due_on=None, by=world.clerk
    )


EVERYBODY = (*OVERSEERS, *DEPARTMENT)

ROWS = [
    Row("returns", who((*EVERYBODY, "service_head"), 200), args=campaign, ready=returned),
    Row("questions", who((*EVERYBODY, "service_head"), 200), args=campaign, ready=asked),
    Row("talk", who(EVERYBODY, 200), args=item(1), ready=begun, note="not submitted"),
    Row("talk", who(EVERYBODY, 200), args=item(1), ready=asked_later),
    Row("talk", who(EVERYBODY, 200), args=item(1), ready=asked, query="?part=people"),
    Row(
        "talk",
        who(DEPARTMENT, 302, ("leader",), clerk=409, inspector=409),
        args=item(1),
        form=words,
        ready=begun,
        note="not submitted",
    ),
    Row(
        "talk",
        who((*DEPARTMENT, "clerk", "inspector"), 302, ("leader",)),
        args=item(1),
        form=words,
        ready=asked,
        note="the department has asked",
    ),
    Row(
        "talk",
        who((*DEPARTMENT, "clerk", "inspector"), 302, ("leader",)),
        args=item(1),
        form=words,
        ready=submitted,
    ),
    Row(
        "withdraw_remark",
        who(("head",), 302, ("member", *OVERSEERS)),
        args=remark,
        form=lambda world: {"x": "1"},
        ready=asked,
    ),
]
