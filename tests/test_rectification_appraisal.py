"""整改报告 of a public appraisal: the projects out of walk-throughs stand beside the findings."""

from findings.models import Finding, FindingKind
from organization import clock
from reports.document import Document, Paragraph, plain
from reports.figures import Figures
from reports.papers import write
from tests.outside import adopted


def paper(world) -> Document:
    return write("rectification", Figures(world.campaign, clock.now()))


def said(world, key: str) -> str:
    blocks = [block for block in paper(world).blocks if isinstance(block, Paragraph)]
    return "".join(plain(block.runs) for block in blocks if block.key == key)


def test_projects_out_of_walks_are_told_beside_the_findings(world):
    adopted(world)
    assert said(world, "projects").startswith("此外，穿越体验确定整改项目1项，目前")


def test_they_are_told_without_any_finding(world):
    adopted(world)
    Finding.objects.filter(kind=FindingKind.PROBLEM).delete()
    assert said(world, "projects").startswith("此外，穿越体验确定整改项目1项，目前")


def test_without_walks_nothing_is_said_of_them(world):
    adopted(world)
    Finding.objects.exclude(kind=FindingKind.PROBLEM).delete()
    assert said(world, "projects") == ""
