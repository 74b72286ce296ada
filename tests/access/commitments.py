"""服务承诺: the office enters and withdraws, the lead department records, overseers read."""

from datetime import timedelta

from organization import clock
from rectification import commitments
from tests.access.rectification import OVERSEERS, campaign, who
from tests.access.row import Row
from tests.world import DAY, full_world

CONCERNED = ("head", "member")
ELSEWHERE = ("service_head",)
INSIDE = (*OVERSEERS, *CONCERNED, *ELSEWHERE)
READ = who((*OVERSEERS, *CONCERNED), 200)
RECORDS = ("clerk", *CONCERNED)
READERS = ("inspector", "leader")


def promise(world) -> list:
    return [world.campaign.code, world.promise.pk]


def matter(world) -> list:
    return [*promise(world), world.matter.pk]


def promised(world) -> None:
    """销售部 leads a promise of 24 hours; one matter is late, one total and one payment stand."""
    full_world(world)
    world.promise = commitments.publish(
        world.campaign,
        "time_limit",
        world.departments["SALES"],
        title="障碍修复",
        text="二十四小时内修复，无节假日",
        hours=24,
        published_on=DAY,
        published_where="营业厅",
        by=world.clerk,
    )
    now = clock.now()
    accepted = now - timedelta(hours=30)
    world.matter = commitments.accept(world.promise, "第三号", at=accepted, by=world.head)
    commitments.add_total(world.promise, DAY, DAY, accepted=9, on_time=8, by=world.head)
    commitments.remedy(world.promise, count=2, fen=1050, on=DAY, by=world.head)


def words(world) -> dict:
    return {
        "title": "短信差错，先行赔付",
        "kind": "remedy",
        "department": world.departments["SALES"].pk,
        "published_on": "2026-03-02",
        "published_where": "营业厅",
        "text": "短信差错，先行赔付",
    }


def accepted(world) -> dict:
    return {"name": "第四号", "at": f"{clock.local(clock.now()):%Y-%m-%dT%H:%M}"}


def total(world) -> dict:
    day = DAY + timedelta(days=1)
    return {"first_on": f"{day}", "last_on": f"{day}", "accepted": "5", "on_time": "5"}


def paid(world) -> dict:
    return {"on": "2026-03-03", "count": "1", "yuan": "12.50"}


def records(status: int) -> dict[str, int]:
    return who(RECORDS, status, READERS)


def office(status: int) -> dict[str, int]:
    return who(("clerk",), status, (*READERS, *CONCERNED))


ROWS = [
    Row("commitments", who(INSIDE, 200), args=campaign, note="none"),
    Row("commitments", who(INSIDE, 200), args=campaign, ready=promised),
    Row("commitments_export", who(INSIDE, 200), args=campaign, ready=promised),
    Row("commitment", READ, args=promise, ready=promised),
    Row("publish_commitment", office(200) | {"service_head": 403}, args=campaign),
    Row("publish_commitment", office(302) | {"service_head": 403}, args=campaign, form=words),
    Row("accept_matter", records(302), args=promise, ready=promised, form=accepted),
    Row("finish_matter", records(200), args=matter, ready=promised),
    Row("finish_matter", records(302), args=matter, ready=promised, form=lambda world: {"at": ""}),
    Row("enter_total", records(200), args=promise, ready=promised),
    Row("enter_total", records(302), args=promise, ready=promised, form=total),
    Row("pay_remedy", records(200), args=promise, ready=promised),
    Row("pay_remedy", records(302), args=promise, ready=promised, form=paid),
    Row("retire_commitment", office(200), args=promise, ready=promised),
    Row(
        "retire_commitment",
        office(302),
        args=promise,
        ready=promised,
        form=lambda world: {"reason": "已并入新的承诺"},
    ),
]
