"""Bulletins and briefs: the office writes and signs, overseers read; others what they got."""

from datetime import date

from reports import editing, periodicals
from reports.models import Edition
from reports.publishing import words_of
from tests.access.reports import READERS, REFUSED, nothing
from tests.access.row import Row
from tests.world import full_world

OFFICE = {"clerk": 302, "inspector": 403, "leader": 403}
OFFICE_READS = {**OFFICE, "clerk": 200}


def campaign(world) -> list:
    return [world.campaign.code]


def edition(world) -> list:
    return [world.campaign.code, world.edition.pk]


def rule(world) -> list:
    return [world.campaign.code, world.campaign.periodic_rules.get().pk]


def drafted(world, paper: str = "bulletin") -> None:
    full_world(world)
    world.edition = periodicals.draft(world.campaign, paper, "week", by=world.clerk)


def complete(world, paper: str = "bulletin") -> None:
    """Nothing is missing: the late task has a day by which it is to be done."""
    drafted(world, paper)
    periodicals.change(world.edition, 1, by=world.clerk, due_on=date(2099, 3, 20))


def issued(world, paper: str = "bulletin") -> None:
    complete(world, paper)
    periodicals.sign(Edition.objects.get(pk=world.edition.pk), by=world.clerk)


def brief_issued(world) -> None:
    issued(world, "brief")


def part(world) -> list:
    return [*edition(world), "state"]


def own_words(world) -> dict:
    return {"words": "本周进展平稳。", "read": ""}


def rewritten(world) -> None:
    drafted(world)
    document = words_of(world.edition.publication).generated
    editing.rewrite(
        world.edition.publication,
        "state",
        "本周进展平稳。",
        document=document,
        read=None,
        by=world.clerk,
    )


def remarked(world) -> None:
    drafted(world)
    world.note = editing.remark(world.edition.publication, "state", "请再核实。", by=world.leader)


def sent(world) -> None:
    issued(world)
    made = Edition.objects.get(pk=world.edition.pk)
    periodicals.send(made, [world.departments["SALES"]], by=world.clerk)


def ruled(world) -> None:
    full_world(world)
    days = {"weekday": 4, "month_day": 25}
    periodicals.set_rule(world.campaign, "brief", "week", by=world.clerk, **days)


WORDS = {"version": 1, "preface": "现将进展情况通报如下。", "demands": ""}
RULE = {"paper": "bulletin", "every": "week", "weekday": 4, "month_day": 25}
DRAFT = {"paper": "brief", "every": "week"}
PART = ("head", "member", "service_head")

ROWS = [
    Row("editions", {**READERS, **dict.fromkeys(PART, 200)}, args=campaign),
    Row("editions", {**READERS, **dict.fromkeys(PART, 200)}, args=campaign, ready=issued, note="1"),
    Row("draft_edition", {**OFFICE, **REFUSED}, args=campaign, form=lambda world: DRAFT),
    Row("periodic_rules", {**OFFICE_READS, **REFUSED}, args=campaign),
    Row("periodic_rules", {**OFFICE_READS, **REFUSED}, args=campaign, ready=ruled, note="one set"),
    Row("periodic_rules", {**OFFICE, **REFUSED}, args=campaign, form=lambda world: RULE),
    Row("end_periodic_rule", {**OFFICE, **REFUSED}, args=rule, ready=ruled, form=nothing),
    Row("edition", READERS, args=edition, ready=drafted),
    Row("edition", READERS, args=edition, ready=issued, note="issued"),
    Row("edition", READERS, args=edition, ready=brief_issued, note="brief"),
    Row("edition", {**READERS, "head": 200, "member": 200}, args=edition, ready=sent, note="sent"),
    Row("own_words_of_edition", READERS, args=edition, ready=drafted),
    Row(
        "own_words_of_edition",
        {"head": 403, "member": 403},
        args=edition,
        ready=sent,
        note="sent",
    ),
    Row("edition_block", READERS, args=part, ready=drafted),
    Row("edition_block", OFFICE, args=part, ready=drafted, form=own_words),
    Row("generate_edition_again", OFFICE, args=part, ready=rewritten, form=nothing),
    Row(
        "remark_on_edition",
        dict.fromkeys(READERS, 302),
        args=part,
        ready=drafted,
        form=lambda world: {"text": "请再核实。"},
    ),
    Row(
        "settle_remark_on_edition",
        OFFICE,
        args=lambda world: [*edition(world), world.note.pk],
        ready=remarked,
        form=nothing,
    ),
    Row("change_edition", OFFICE_READS, args=edition, ready=drafted),
    Row("change_edition", OFFICE, args=edition, ready=drafted, form=lambda world: WORDS),
    Row("sign_edition", OFFICE, args=edition, ready=complete, form=nothing),
    Row("drop_edition", OFFICE, args=edition, ready=drafted, form=lambda world: {"reason": "重复"}),
    Row(
        "send_edition",
        OFFICE,
        args=edition,
        ready=issued,
        form=lambda world: {"departments": [world.departments["SALES"].pk]},
    ),
    Row("render_edition", OFFICE, args=edition, ready=issued, form=nothing),
    Row("edition_file", {}, args=lambda w: [*edition(w), "pdf"], ready=issued, note="not made yet"),
]
