"""What of a campaign waits for a person: sheets, handed-over items, signatures, review, phases."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaigns.models import (
    Answer,
    Campaign,
    CheckItem,
    HandOver,
    Phase,
    Receipt,
    Return,
    SelfCheck,
)
from organization import clock
from organization.models import Person
from organization.waiting import Entry, link, mark, register

NAMED = 4  # items or departments that a line names; the rest is counted


@register
def sheets(person: Person) -> Iterator[Entry]:
    """The sheets of the departments the person heads. Three queries."""
    own = person.roles.departments("head")
    if not own:
        return
    found = list(
        SelfCheck.objects.waiting_for_department()
        .filter(department__in=own, campaign__status=Campaign.Status.RUNNING)
        .select_related("campaign", "department")
        .prefetch_related("campaign__phases")
        .annotate(handed=Count("hand_overs", filter=Q(hand_overs__taken_back_at=None)))
    )
    returns = _returns(found)
    for sheet in found:
        yield _sheet(sheet, returns[sheet.pk], len(own) > 1)


@register
def handed_items(person: Person) -> Iterator[Entry]:
    """Items that were handed over to the person and still need an answer. One query."""
    answers = Answer.objects.filter(selfcheck=OuterRef("selfcheck"), item=OuterRef("item"))
    answered = answers.filter(status__in=["answered", "accepted"]).exclude(result="")
    rows = (
        HandOver.objects.filter(
            Q(to=person, taken_back_at=None)
            & Q(selfcheck__status__in=SelfCheck.Status.writable)
            & Q(selfcheck__campaign__status=Campaign.Status.RUNNING)
            & ~Exists(answered)
        )
        .annotate(is_back=Exists(answers.filter(status="returned")))
        .select_related("selfcheck__campaign", "selfcheck__department", "item", "by")
        .order_by("selfcheck", "item__order")
    )
    groups: dict[int, list[HandOver]] = defaultdict(list)
    for row in rows:
        groups[row.selfcheck_id].append(row)
    for group in groups.values():
        yield _handed(group)


@register
def signatures(person: Person) -> Iterator[Entry]:
    """Documents that the person has not signed for; a later day is 补签. One query."""
    receipts = Receipt.objects.filter(
        person=person,
        status__in=[Receipt.Status.UNREAD, Receipt.Status.READ],
        circulation__campaign__status=Campaign.Status.RUNNING,
    ).select_related("circulation__campaign")
    for receipt in receipts:
        yield Entry(
            title=_("Sign for “%(title)s”") % {"title": receipt.circulation.title},
            url=link(receipt),
            due_on=receipt.circulation.on,
            kind="sign",
            campaign=receipt.circulation.campaign.title,
            act=_("Read and sign"),
            why=_("circulated by %(organiser)s") % {"organiser": receipt.circulation.organiser},
            **mark(receipt),
        )


@register
def office(person: Person) -> Iterator[Entry]:
    """What waits for the office of each campaign. Four queries, however many campaigns."""
    own = person.roles.campaigns("office")
    if not own:
        return
    campaigns = list(
        Campaign.objects.filter(pk__in=own)
        .exclude(status__in=[Campaign.Status.CLOSED, Campaign.Status.CANCELLED])
        .prefetch_related("phases")
    )
    submitted: dict[int, list[SelfCheck]] = defaultdict(list)
    for sheet in _submitted(campaigns):
        submitted[sheet.campaign_id].append(sheet)
    unanswered = _unanswered_from_records(campaigns)
    for campaign in campaigns:
        yield from _preparation(campaign)
        yield from _phases(campaign)
        if submitted[campaign.pk]:
            yield _to_review(campaign, submitted[campaign.pk])
        if unanswered[campaign.pk] and campaign.has_open("analysis"):
            yield _from_records(campaign, unanswered[campaign.pk])


def phase_for(campaign: Campaign, key: str) -> Phase | None:
    """The last phase that allows `key`; the caller has prefetched the phases."""
    return next((p for p in reversed(campaign.phases.all()) if key in p.opens), None)


def some(words: list[str]) -> str:
    """The first words of a list, then how many more there are."""
    text = pgettext("between names", ", ").join(words[:NAMED])
    if len(words) <= NAMED:
        return text
    return _("%(names)s and others, %(n)d in all") % {"names": text, "n": len(words)}


def _returns(found: list[SelfCheck]) -> dict[int, list[Return]]:
    """The items sent back and not done again, by sheet."""
    kept: dict[int, list[Return]] = defaultdict(list)
    returned = [sheet.pk for sheet in found if sheet.status == SelfCheck.Status.RETURNED]
    if returned:
        open_returns = Return.objects.filter(
            selfcheck__in=returned, item__isnull=False, redone_at=None
        )
        for row in open_returns.select_related("item").order_by("item__order"):
            kept[row.selfcheck_id].append(row)
    return kept


def _sheet(sheet: SelfCheck, returns: list[Return], several: bool) -> Entry:
    title, why, act, kind = _sheet_words(sheet, returns)
    department = sheet.department.name + pgettext("before a name", ": ") if several else ""
    return Entry(
        title=f"{department}{title}",
        url=link(sheet),
        due_on=sheet.due_on,
        kind=kind,
        campaign=sheet.campaign.title,
        act=act,
        why=why,
        returned=bool(returns),
        **mark(sheet),
    )


def _sheet_words(sheet: SelfCheck, returns: list[Return]) -> tuple[str, str, str, str]:
    if returns:
        items = some([_("item %(no)d") % {"no": row.item.no} for row in returns])
        reasons = dict.fromkeys(row.get_reason_display() for row in returns)
        values = {"n": len(returns), "items": items}
        return (
            _("Check again %(n)d items: %(items)s") % values,
            _("Reason: %(reasons)s") % {"reasons": pgettext("between names", ", ").join(reasons)},
            _("Check %(n)d items again") % values,
            "redo",
        )
    values = {"total": sheet.total, "done": sheet.answered, "handed": sheet.handed}
    why = _("%(total)d items to answer, %(done)d answered") % values
    if sheet.handed:
        why += pgettext("between parts", ", ") + _("%(handed)d handed over") % values
    if not sheet.left:
        return (
            _("The sheet is filled: please submit it"),
            why,
            _("Look through and submit"),
            "submit",
        )
    left = _("Fill in the sheet: %(n)d items to go") % {"n": sheet.left}
    if not sheet.campaign.has_open("self_check"):
        return left, _("the self-check phase has not been opened yet"), _("Look at it"), "fill"
    return left, why, _("Go on filling") if sheet.answered else _("Begin filling"), "fill"


def _handed(group: list[HandOver]) -> Entry:
    sheet = group[0].selfcheck
    items = some([_("item %(no)d") % {"no": row.item.no} for row in group])
    back = sum(row.is_back for row in group)
    values = {"n": len(group), "items": items, "by": group[0].by.title, "back": back}
    why = _("handed over by %(by)s") % values
    if back:
        why += pgettext("between clauses", ", ") + _("%(back)d sent back for a new check") % values
    return Entry(
        title=_("Answer %(n)d items handed over to you: %(items)s") % values,
        url=link(sheet),
        due_on=sheet.due_on,
        kind="fill_handed",
        campaign=sheet.campaign.title,
        act=_("Answer them"),
        why=why,
        returned=bool(back),
        **mark(sheet),
    )


def _submitted(campaigns: list[Campaign]) -> QuerySet[SelfCheck]:
    running = [campaign.pk for campaign in campaigns if campaign.is_running]
    return SelfCheck.objects.submitted().filter(campaign__in=running).select_related("department")


def _unanswered_from_records(campaigns: list[Campaign]) -> dict[int, int]:
    rows = (
        CheckItem.objects.from_records()
        .filter(checklist__campaign__in=campaigns, recorded_answer=None)
        .order_by()
        .values_list("checklist__campaign")
        .annotate(n=Count("pk"))
    )
    return defaultdict(int, rows)


def _preparation(campaign: Campaign) -> Iterator[Entry]:
    if campaign.status != Campaign.Status.DRAFT:
        return
    first = next(iter(campaign.phases.all()), None)
    yield Entry(
        title=_("Launch the campaign"),
        url=link(campaign),
        due_on=first.starts_on if first else None,
        kind="launch",
        campaign=campaign.title,
        act=_("Go on preparing"),
        why=_("drafted and not launched yet"),
        **mark(campaign),
    )


def _phases(campaign: Campaign) -> Iterator[Entry]:
    if not campaign.is_running:
        return
    today = clock.today()
    for phase in campaign.phases.all():
        values = {"phase": phase.name}
        if phase.status == Phase.Status.PLANNED and phase.starts_on <= today:
            title, act, due_on = _("Open the phase “%(phase)s”"), _("Open"), phase.starts_on
        elif phase.status == Phase.Status.OPEN and phase.ends_on < today:
            title, act, due_on = _("End the phase “%(phase)s”"), _("End it"), phase.ends_on
        else:
            continue
        window = {"start": _short(phase.starts_on), "end": _short(phase.ends_on)}
        yield Entry(
            title=title % values,
            url=link(campaign),
            due_on=due_on,
            kind="phase",
            campaign=campaign.title,
            act=act,
            why=_("planned from %(start)s to %(end)s") % window,
            **mark(phase),
        )


def _short(day) -> str:
    return _("%(month)d/%(day)d") % {"month": day.month, "day": day.day}


def _to_review(campaign: Campaign, found: list[SelfCheck]) -> Entry:
    phase = phase_for(campaign, "analysis")
    title = ngettext("Review %(n)d sheet", "Review %(n)d sheets", len(found))
    return Entry(
        title=title % {"n": len(found)},
        url=link(found[0]) if len(found) == 1 else reverse("review", args=[campaign.code]),
        due_on=phase.ends_on if phase else None,
        kind="review",
        campaign=campaign.title,
        act=_("Review"),
        why=some([sheet.department.name for sheet in found]),
        **mark(found[0] if len(found) == 1 else campaign),
    )


def _from_records(campaign: Campaign, number: int) -> Entry:
    phase = phase_for(campaign, "analysis")
    return Entry(
        title=_("Answer %(n)d items from records") % {"n": number},
        url=reverse("records", args=[campaign.code]),
        due_on=phase.ends_on if phase else None,
        kind="records",
        campaign=campaign.title,
        act=_("Answer them"),
        why=_("these items are sent to nobody"),
        **mark(campaign),
    )
