"""The small campaign with everything a plan, a notice and a division of work ask for."""

from datetime import date

from campaigns import division, launch
from campaigns.models import Group, Responsibility
from campaigns.steps import Step, key_of
from organization import clock
from organization.models import Person
from reports import publishing
from reports.models import Publication
from tests.world import PASSWORD, World, at

LAUNCHED_ON = date(2026, 2, 23)
DUTIES = {1: "对自查工作负总责", 3: "组织本部门自查"}


def complete(world: World) -> None:
    """A leading group with chair, member and duties; everybody answers for something."""
    group = Group.objects.select_related("campaign").get(kind=Group.Kind.LEADING)
    group.change(by=world.clerk, name="自查工作领导小组", duties="研究部署\n督促检查")
    home = world.departments["CO"]
    vice = Person.objects.create_user(
        "vice", PASSWORD, name="副总经理", post="副总经理", department=home, order=20
    )
    group.add(vice, by=world.clerk)
    division.propose(world.campaign, by=world.clerk)
    for row in Responsibility.objects.select_related("campaign"):
        row.change(by=world.clerk, duty=DUTIES[row.rank])


def complete_and_launched(world: World) -> None:
    """The same, launched in the morning."""
    complete(world)
    with clock.at(at(LAUNCHED_ON, 8)):
        launch.launch(world.campaign, by=world.clerk)


def issue(world: World, kind: str, number: str = "") -> Publication:
    """Drafted, signed by the leader and issued."""
    paper = publishing.draft(world.campaign, kind, by=world.clerk)
    publishing.send_to_review(paper, by=world.clerk)
    publishing.sign(paper, by=world.leader)
    publishing.issue(paper, by=world.clerk, document_number=number)
    return paper


def rungs(before: list[int], after: list[int], office_from: int | None) -> list[Step]:
    """Rungs so many working days before and after the deadline, without slips.

    Responsible person and head are told at each, the office from `office_from` days after on.
    """
    offsets = sorted({-n for n in before} | set(after))
    return [
        Step(key_of(n), n, to_head=True, to_office=office_from is not None and n >= office_from)
        for n in offsets
    ]
