"""Planning the verification, verifying, what departments say to it, and the paper of it."""

from campaigns import verification, verification_feedback, verification_planning
from campaigns.models import Verification, VerificationPlan
from tests.access.row import Row
from tests.access.selfcheck import DEPARTMENT, OVERSEERS, campaign, item, sales, submitted, who
from tests.world import DAY

PLANNERS = ("clerk", "inspector")
REST = ("leader", *DEPARTMENT)


def seen(world) -> dict:
    return {"result": "ok", "method": "现场查看"}


def verified(world) -> None:
    """销售部 submitted; the inspector found a problem in item 1 that it had not reported."""
    submitted(world)
    verification.verify(
        world.campaign,
        world.item(1),
        world.departments["SALES"],
        by=world.inspector,
        result="no",
        method="现场查看",
        text="登记不全",
    )


def stated(world) -> None:
    """As `verified`, and 销售部 sees it differently."""
    verified(world)
    row = Verification.objects.get()
    verification_feedback.comment(row, 1, "登记在另一册", by=world.head)


def planned(world) -> None:
    """As `submitted`, and item 1 of 销售部 is planned for the inspector."""
    submitted(world)
    draft = verification_planning.Draft(
        choice="numbers",
        departments=(world.departments["SALES"],),
        inspectors=(world.inspector,),
        starts_on=DAY,
        due_on=DAY,
        numbers=frozenset({1}),
    )
    verification_planning.plan(world.campaign, draft, by=world.clerk)


def to_plan(world) -> dict:
    return {
        "choice": "all",
        "departments": [world.departments["SALES"].pk],
        "inspectors": [world.inspector.pk],
        "starts_on": "2026-03-09",
        "due_on": "2026-03-13",
    }


def part(world) -> list:
    return [world.campaign.code, VerificationPlan.objects.get().pk]


def unit(world) -> dict:
    return {"department": world.departments["SALES"].pk, "inspector": world.inspector.pk}


def version(world) -> dict:
    return {"version": 1}


def statement(world) -> dict:
    return {"version": 1, "text": "登记在另一册"}


def corrected(world) -> dict:
    return {**seen(world), "version": 1, "reason": "补看了另一册"}


def ticked(world) -> dict:
    return {"record": [f"{Verification.objects.get().pk}:1"]}


def paper(*more):
    return lambda world: [*sales(world), *more]


READERS = who((*OVERSEERS, *DEPARTMENT), 200)

ROWS = [
    Row(
        "verifications",
        who((*OVERSEERS, *DEPARTMENT, "service_head"), 200),
        args=campaign,
        ready=stated,
    ),
    Row("verify", who(OVERSEERS, 200, DEPARTMENT), args=item(1), ready=submitted),
    Row("verify", READERS, args=item(1), ready=verified, note="recorded"),
    Row("verify", READERS, args=item(1), ready=stated, note="stated"),
    Row(
        "verify",
        who(("inspector",), 302, ("clerk", "leader", *DEPARTMENT)),
        args=item(1),
        form=seen,
        ready=submitted,
    ),
    Row(
        "correct_verification",
        who(("inspector",), 200, ("clerk", "leader", *DEPARTMENT)),
        args=item(1),
        ready=verified,
    ),
    Row(
        "correct_verification",
        who(("inspector",), 302, ("clerk", "leader", *DEPARTMENT)),
        args=item(1),
        form=corrected,
        ready=verified,
    ),
    Row(
        "agree_verification",
        who(("head",), 302, ("member", *OVERSEERS)),
        args=item(1),
        form=version,
        ready=verified,
    ),
    Row(
        "agree_each",
        who(("head",), 302, ("member", *OVERSEERS)),
        args=campaign,
        form=ticked,
        ready=verified,
    ),
    Row(
        "make_statement",
        who(("head",), 302, ("member", *OVERSEERS)),
        args=item(1),
        form=statement,
        ready=verified,
    ),
    Row(
        "answer_statement",
        who(PLANNERS, 302, REST),
        args=item(1),
        form=statement,
        ready=stated,
    ),
    Row(
        "verification_plan",
        who(OVERSEERS, 200, (*DEPARTMENT, "service_head")),
        args=campaign,
        ready=planned,
    ),
    Row(
        "plan_verification",
        who(PLANNERS, 200, (*REST, "service_head")),
        args=campaign,
        ready=submitted,
    ),
    Row(
        "plan_verification",
        who(PLANNERS, 302, (*REST, "service_head")),
        args=campaign,
        form=to_plan,
        ready=submitted,
    ),
    Row(
        "assign_verification",
        who(PLANNERS, 302, (*REST, "service_head")),
        args=part,
        form=unit,
        ready=planned,
    ),
    Row(
        "withdraw_verification",
        who(PLANNERS, 302, (*REST, "service_head")),
        args=part,
        form=unit,
        ready=planned,
    ),
    Row("verification_record", READERS, args=sales, ready=verified),
    Row("verification_record_of_item", READERS, args=item(1), ready=verified),
    Row("verification_record_file", READERS, args=paper("docx"), ready=verified),
    Row("verification_record_file_of_item", READERS, args=paper(1, "pdf"), ready=verified),
]
