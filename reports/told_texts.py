"""The texts of records that a report reads aloud word for word, each with where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from findings.models import Finding
from reports.figures import Figures


@dataclass(frozen=True)
class Told:
    """One text: of what, where it is put right, its words."""

    place: str
    url: str
    text: str


def texts(figures: Figures) -> Iterator[Told]:
    """Problems, measures, actions and next steps that may be said aloud."""
    for finding in _open(figures):
        place, url = _of(figures, finding)
        yield Told(place, url, finding.problem)
    yield from measures(figures)
    for action in figures.sources.special_actions:
        yield Told(action.title, figures.url("special_actions"), action.purpose)
    for step in figures.sources.next_steps:
        place = _("Next step “%(title)s”") % {"title": step.title}
        yield Told(place, figures.url("next_steps"), f"{step.text}\n{step.goals}")


def measures(figures: Figures) -> list[Told]:
    """The measures of the problems, as they are recorded."""
    return [
        Told(*_of(figures, finding), measure.text)
        for finding in _open(figures)
        for measure in finding.measures.all()
        if measure.text
    ]


def _open(figures: Figures) -> list[Finding]:
    return [finding for finding in figures.sources.findings if not finding.restricted]


def _of(figures: Figures, finding: Finding) -> tuple[str, str]:
    place = _("Finding %(number)d") % {"number": finding.number}
    return place, figures.page(f"findings/{finding.number}")
