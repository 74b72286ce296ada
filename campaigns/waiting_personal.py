"""What of the levels waits for a person: the own sheets, and those to review."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Campaign, PersonalReturn, PersonalSheet
from organization.models import Person
from organization.waiting import Entry, link, mark, register

OPEN_RETURNS = Prefetch(
    "returns", PersonalReturn.objects.filter(redone_at=None), to_attr="open_returns"
)


@register
def own_sheets(person: Person) -> Iterator[Entry]:
    """The person's sheets that are not handed in. Two queries."""
    rows = (
        PersonalSheet.objects.waiting_for_person()
        .filter(person=person, level__campaign__status=Campaign.Status.RUNNING)
        .select_related("level__campaign", "department")
        .prefetch_related(OPEN_RETURNS)
    )
    for sheet in rows:
        campaign = sheet.level.campaign
        why = _("about %(what)s") % {"what": sheet.about_words}
        for back in sheet.open_returns:  # type: ignore[attr-defined]  # fetched with it
            why += " · " + _("Reason: %(reasons)s") % {"reasons": back.get_reason_display()}
        yield Entry(
            title=_("Check yourself: %(level)s") % {"level": sheet.level.name},
            url=link(sheet),
            due_on=sheet.due_on,
            kind="check_oneself",
            campaign=campaign.title,
            act=_("Fill in"),
            why=why,
            returned=sheet.status == PersonalSheet.Status.RETURNED,
            **mark(sheet),
        )


@register
def sheets_to_review(person: Person) -> Iterator[Entry]:
    """Handed-in sheets, one line a level. One query."""
    offices = person.roles.campaigns("office")
    rows = (
        PersonalSheet.objects.filter(
            Q(reviewer=person) | Q(reviewer=None, level__campaign__in=offices),
            status=PersonalSheet.Status.SUBMITTED,
            level__campaign__status=Campaign.Status.RUNNING,
        )
        .exclude(person=person)
        .select_related("level__campaign")
    )
    groups: dict[int, list[PersonalSheet]] = defaultdict(list)
    for sheet in rows:
        groups[sheet.level_id].append(sheet)
    for found in groups.values():
        level = found[0].level
        address = reverse("level_sheets", args=[level.campaign.code, level.pk])
        yield Entry(
            title=_("Read %(n)d personal sheets: %(level)s")
            % {"n": len(found), "level": level.name},
            url=link(found[0]) if len(found) == 1 else address,
            due_on=level.due_on,
            kind="review_personal",
            campaign=level.campaign.title,
            act=_("Review"),
            returned=False,
            **mark(found[0] if len(found) == 1 else level),
        )
