"""Letters of the small campaign: a notice, a letter of advice and a slip, as far as they went."""

from datetime import date

from findings.models import Finding
from rectification import letters
from rectification.models import Letter, LetterRules, Task
from reports import letters as papers
from tests.world import World, full_world

DUE = date(2099, 3, 20)
RULE = {"rule_document": "《示例管理办法》", "rule_clause": "5", "rule": "台账应当齐全"}


def finding_of(world: World) -> Finding:
    """The finding of 销售部 with its rule and department."""
    Finding.objects.filter(number=1).update(
        department=world.departments["SALES"], problem="资料不全", title="示例资料不全", **RULE
    )
    return Finding.objects.get(number=1)


def with_finding(world: World) -> None:
    full_world(world)
    world.finding = finding_of(world)


def notice(world: World, **fields) -> Letter:
    """A notice to 销售部, drafted."""
    fields = {
        "topic": "示例资料",
        "demands": "补齐资料\n建立台账",
        "plan_due_on": date(2099, 3, 10),
        "due_on": DUE,
        **fields,
    }
    found = fields.pop("findings", [world.finding])
    return letters.draft(
        world.campaign,
        "notice",
        world.departments["SALES"],
        by=world.clerk,
        findings=found,
        **fields,
    )


def advice(world: World, **fields) -> Letter:
    """A letter of advice to 销售部, drafted; the rule on which it is given is set."""
    LetterRules.of(world.campaign).change(by=world.clerk, authority="《示例监察规定》第十条")
    fields = {"demands": "完善台账制度", **fields}
    found = fields.pop("findings", [world.finding])
    return letters.draft(
        world.campaign,
        "advice",
        world.departments["SALES"],
        by=world.clerk,
        findings=found,
        **fields,
    )


def slip(world: World, kind: str = "slip", **fields) -> Letter:
    """A slip about the task of 销售部, drafted."""
    task = Task.objects.select_related("campaign", "department").get(pk=world.task.pk)
    return letters.draft(
        world.campaign, kind, world.departments["SALES"], by=world.clerk, task=task, **fields
    )


def drafted(world: World) -> None:
    with_finding(world)
    world.letter = notice(world)


def issued(world: World) -> None:
    drafted(world)
    papers.issue(world.letter, by=world.clerk)


def signed_for(world: World) -> None:
    issued(world)
    letters.sign_for(world.letter, "销售部负责人", by=world.head)


def answered(world: World) -> None:
    signed_for(world)
    letters.answer(world.letter, "已补齐", by=world.head)


def slip_issued(world: World) -> None:
    with_finding(world)
    world.letter = slip(world, "reminder")
    papers.issue(world.letter, by=world.clerk)


def again(letter: Letter) -> Letter:
    """The letter as it stands now, with what its verbs need."""
    return Letter.objects.select_related("campaign", "department", "task").get(pk=letter.pk)
