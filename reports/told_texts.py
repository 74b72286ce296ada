"""The texts of records that reports tell word for word, each with where it is mended."""

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
    yield from _steps(figures)


def reported(figures: Figures) -> Iterator[Told]:
    """What a written report says of problems, measures, suggestions and next steps."""
    for finding in _open(figures):
        place, url = _of(figures, finding)
        for text in (finding.problem, finding.cause_subjective, finding.cause_objective):
            yield Told(place, url, text)
    yield from measures(figures)
    yield from _suggestions(figures)
    yield from _steps(figures)


def records(figures: Figures) -> Iterator[Told]:
    """Every text that somebody wrote and a report may tell, set-up and answers included."""
    yield from _setup(figures)
    for finding in _open(figures):
        yield Told(*_of(figures, finding), f"{finding.title}\n{finding.rule}")
    yield from reported(figures)
    for action in figures.sources.special_actions:
        yield Told(action.title, figures.url("special_actions"), action.purpose)
    yield from _progress(figures)
    yield from _answers(figures)


def measures(figures: Figures) -> list[Told]:
    """The measures of the problems, as they are recorded."""
    return [
        Told(*_of(figures, finding), measure.text)
        for finding in _open(figures)
        for measure in finding.measures.all()
        if measure.text
    ]


def repeatable(figures: Figures) -> list[Told]:
    """What would better point at what was said before: measures, suggestions, next steps."""
    return [*measures(figures), *_suggestions(figures), *_steps(figures)]


def _steps(figures: Figures) -> Iterator[Told]:
    for step in figures.sources.next_steps:
        place = _("Next step “%(title)s”") % {"title": step.title}
        yield Told(place, figures.url("next_steps"), f"{step.text}\n{step.goals}")


def _suggestions(figures: Figures) -> Iterator[Told]:
    for row in figures.sources.suggestions:
        place = _("Suggestion “%(topic)s”") % {"topic": row.topic}
        text = "\n".join((row.topic, row.background, row.action, row.effect))
        yield Told(place, row.get_absolute_url(), text)


def _setup(figures: Figures) -> Iterator[Told]:
    campaign, place, url = figures.campaign, _("Set-up of the campaign"), figures.page("setup")
    own = (campaign.trigger_title, campaign.subject, campaign.slogan, campaign.addressee)
    titles = [row.title for row in figures.sources.basis]
    yield from (Told(place, url, text) for text in (*own, *titles))
    group = figures.sources.leading_group
    if group:
        text = f"{group.member_scope}\n{group.duties}"
        yield Told(group.name, figures.page("groups"), text)


def _progress(figures: Figures) -> Iterator[Told]:
    for finding in _open(figures):
        for task in figures.sources.tasks_of(finding):
            for entry in task.progress.all():
                yield Told(_of(figures, finding)[0], figures.page(f"tasks/{task.pk}"), entry.text)


def _answers(figures: Figures) -> Iterator[Told]:
    """The statements and notes of check-points."""
    for row in figures.sources.results:
        place = _("Check-point %(no)d") % {"no": row.item.no}
        url = figures.page(f"review/~items/{row.item.no}")
        yield Told(place, url, figures.sources.statements.get(row.item.pk, ""))
    for group in figures.sources.groups:
        for source in figures.sources.notes_of(group):
            place = _("Check-point %(no)d") % {"no": source.item.no}
            yield Told(place, figures.page(f"review/~items/{source.item.no}"), source.text)


def _open(figures: Figures) -> list[Finding]:
    return [finding for finding in figures.sources.findings if not finding.restricted]


def _of(figures: Figures, finding: Finding) -> tuple[str, str]:
    place = _("Finding %(number)d") % {"number": finding.number}
    return place, figures.page(f"findings/{finding.number}")
