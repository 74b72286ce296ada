"""What of the letters waits for a person: to sign for, to answer, answers to look at."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.waiting import some
from organization import clock
from organization.models import Person
from organization.waiting import Entry, link, mark, register
from rectification.models import Letter

RUNNING = {"campaign__status": Campaign.Status.RUNNING}


@register
def letters(person: Person) -> Iterator[Entry]:
    """Letters to the departments the person heads: to sign for, then to answer. One query."""
    own = person.roles.departments("head")
    if not own:
        return
    rows = Letter.objects.filter(
        status__in=Letter.Status.with_department, department__in=own, **RUNNING
    )
    for letter in rows.select_related("campaign", "department"):
        yield _letter(letter)


@register
def answers(person: Person) -> Iterator[Entry]:
    """Answers to look at, never the own ones; one line a campaign. One query."""
    runs = person.roles.campaigns("office")
    if not runs:
        return
    rows = Letter.objects.to_look_at().filter(campaign__in=runs, **RUNNING)
    rows = rows.exclude(Q(answered_by=person) | Q(signed_for_by=person))
    yield from _a_line_each(rows, _answers)


@register
def unanswered(person: Person) -> Iterator[Entry]:
    """Letters that were not answered in time, for the office that issued them. One query."""
    runs = person.roles.campaigns("office")
    if not runs:
        return
    rows = Letter.objects.unanswered(after=clock.today()).filter(campaign__in=runs, **RUNNING)
    yield from _a_line_each(rows, _unanswered)


def _a_line_each(rows: QuerySet[Letter], line: Callable[[list[Letter]], Entry]) -> Iterator[Entry]:
    groups: dict[int, list[Letter]] = defaultdict(list)
    for letter in rows.select_related("campaign", "department"):
        groups[letter.campaign_id].append(letter)
    for found in groups.values():
        yield line(found)


def _letter(letter: Letter) -> Entry:
    title, act = {
        Letter.Status.SENT: (_("Sign for: %(letter)s"), _("Sign for the letter")),
        Letter.Status.SIGNED_FOR: (_("Answer: %(letter)s"), _("Answer the letter")),
        Letter.Status.RETURNED: (_("Answer once more: %(letter)s"), _("Answer the letter")),
    }[Letter.Status(letter.status)]
    return Entry(
        title=title % {"letter": letter},
        url=link(letter),
        due_on=letter.reply_by,
        kind="letter",
        campaign=letter.campaign.title,
        act=act,
        why=_("to %(department)s") % {"department": letter.department.name},
        returned=letter.status == Letter.Status.RETURNED,
        **mark(letter),
    )


def _answers(found: list[Letter]) -> Entry:
    title = _("Look at %(n)d answers to letters") % {"n": len(found)}
    return _of_several(found, title, "look", "answers", _("Look at the answer"))


def _unanswered(found: list[Letter]) -> Entry:
    title = _("Chase %(n)d letters without an answer") % {"n": len(found)}
    return _of_several(found, title, "late", "chase", _("Go and see"))


def _of_several(found: list[Letter], title: str, shelf: str, kind: str, act: str) -> Entry:
    campaign = found[0].campaign
    only = len(found) == 1
    register_page = reverse("letters", args=[campaign.code])
    return Entry(
        title=title,
        url=link(found[0]) if only else f"{register_page}?shelf={shelf}",
        due_on=min((row.reply_by for row in found if row.reply_by), default=None),
        kind=kind,
        campaign=campaign.title,
        act=act,
        why=some(list(dict.fromkeys(row.department.name for row in found))),
        **mark(found[0] if only else campaign),
    )
