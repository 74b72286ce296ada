"""The report that is read aloud, in the small world with visits and walk-throughs."""

from findings.models import Finding
from organization import clock
from rectification.models import Measure
from reports.document import Document, plain, runs_of
from reports.figures import Figures
from reports.kinds import KINDS
from reports.papers import write
from tests.outside import visits_made


def heard(world):
    """Two halls were visited, one with a fault; a task was walked, one project came of it."""
    visits_made(world)
    world.campaign.report_template = "B"
    world.campaign.kind = "appraisal"
    world.campaign.authorities = "市纠风办"
    world.campaign.save()


def figures_of(world) -> Figures:
    return Figures(world.campaign, clock.now())


def speech(world) -> Document:
    return write("final", figures_of(world))


def words(document: Document) -> str:
    return "\n".join(plain(runs) for block in document.blocks for runs in runs_of(block))


def told(world) -> list[str]:
    figures = figures_of(world)
    document = write("final", figures)
    return [
        check.text for check in KINDS["final"].checks(document, figures) if check.level != "pass"
    ]


def problem(world, title: str, text: str, *measures: str) -> Finding:
    number = 1 + Finding.objects.count()
    found = Finding.objects.create(
        campaign=world.campaign,
        number=number,
        title=title,
        problem=text,
        status="confirmed",
        reported_by=world.clerk,
    )
    for place, measure in enumerate(measures, start=1):
        Measure.objects.create(finding=found, order=place, text=measure)
    return found
