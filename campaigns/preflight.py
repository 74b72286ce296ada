"""发起前校核: what is missing before the launch, and what should be looked at.

Every condition is counted in the database; the number of queries does not depend on how many
departments or items there are.
"""

from itertools import pairwise

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from campaigns.awkward_days import awkward_days
from campaigns.models import Campaign, CheckItem, ItemScope
from campaigns.named_basis import basis_in_checklist
from campaigns.signals import launching
from organization import clock
from organization.models import Department
from organization.models.role import holders_of_each
from organization.signals import Reason, ask

NAMED = 12  # numbers of items in one remark


def preflight(campaign: Campaign) -> list[Reason]:
    """Everything that is still missing before the campaign may be launched."""
    own = [
        *_missing_basis(campaign),
        *_wrong_phases(campaign),
        *_missing_departments(campaign),
        *_missing_heads(campaign),
        *_missing_items(campaign),
    ]
    return own + ask(launching, Campaign, campaign=campaign)


def remarks(campaign: Campaign) -> list[Reason]:
    """What should be looked at; the launch does not wait for it."""
    found = []
    if not campaign.trigger_title:
        text = _("The notice of the superior is not named.")
        found.append(_reason(text, campaign, _setup(campaign, "campaign")))
    if not campaign.addressee:
        text = _("It is not said where the report goes.")
        found.append(_reason(text, campaign, _setup(campaign, "basis")))
    if not campaign.groups.filter(kind="leading", memberships__isnull=False).exists():
        groups = reverse("groups", args=[campaign.code])
        found.append(_reason(_("The leading group has no members yet."), campaign, groups))
    return [
        *found,
        *_heads_without_address(campaign),
        *_uncited(campaign),
        *awkward_days(campaign),
        *_phases_over(campaign),
    ]


def _heads_without_address(campaign: Campaign) -> list[Reason]:
    """Heads whom no mail reaches: they hear of the campaign when they sign in, or never."""
    departments = taking_part(campaign)
    heads = holders_of_each(departments, "head")
    return [
        Reason(
            _("%(head)s (%(department)s) has no e-mail address: notices wait for the sign-in.")
            % {"head": head.title, "department": department.name},
            "organization.person",
            head.pk,
            reverse("person", args=[head.pk]),
        )
        for department in departments
        for head in heads.get(department.pk, ())
        if not head.email
    ]


def _uncited(campaign: Campaign) -> list[Reason]:
    """Items that name no clause: a problem found by them has no rule (规定) to stand on."""
    items = CheckItem.objects.filter(checklist__campaign=campaign).asked().uncited()
    numbers = list(items.values_list("no", flat=True))
    if not numbers:
        return []
    shown = pgettext("between names", ", ").join(map(str, numbers[:NAMED]))
    text = ngettext(
        "%(n)d item cites no clause: %(numbers)s",
        "%(n)d items cite no clause: %(numbers)s",
        len(numbers),
    ) % {"n": len(numbers), "numbers": shown}
    url = reverse("campaign_checklist", args=[campaign.code])
    return [_reason(text, campaign, f"{url}?show=uncited")]


def _phases_over(campaign: Campaign) -> list[Reason]:
    """Phases whose time has passed before they began."""
    plan, today = _setup(campaign, "phases"), clock.today()
    return [
        _reason(_("%(phase)s would be over already.") % {"phase": phase.name}, campaign, plan)
        for phase in campaign.phases.all()
        if phase.ends_on < today
    ]


def taking_part(campaign: Campaign) -> models.QuerySet[Department]:
    """The departments that take part, in the order of the organisation chart."""
    return Department.objects.filter(
        participations__campaign=campaign, participations__left_on=None
    )


def _missing_basis(campaign: Campaign) -> list[Reason]:
    if campaign.basis_documents.exists():
        return []
    words = _("No basis document is named.")
    if basis_in_checklist(campaign):
        words += _("Those of the checklist stand in the form: check them and save.")
    return [_reason(words, campaign, _setup(campaign, "basis"))]


def _wrong_phases(campaign: Campaign) -> list[Reason]:
    phases = list(campaign.phases.all())
    if not phases:
        return [_reason(_("No phase is planned."), campaign, _setup(campaign, "phases"))]
    found = []
    if not any("self_check" in phase.opens for phase in phases):
        found.append(_("No phase is planned in which departments fill their sheets."))
    for before, after in pairwise(phases):
        names = {"a": before.name, "b": after.name}
        if after.starts_on < before.starts_on:
            found.append(_("%(b)s starts before %(a)s.") % names)
        elif before.ends_on > after.starts_on:  # they may share one day
            found.append(_("%(a)s and %(b)s overlap by more than a day.") % names)
    return [_reason(text, campaign, _setup(campaign, "phases")) for text in found]


def _missing_departments(campaign: Campaign) -> list[Reason]:
    if campaign.participations.exists():
        return []
    plan = _setup(campaign, "departments")
    return [_reason(_("No department takes part."), campaign, plan)]


def _missing_heads(campaign: Campaign) -> list[Reason]:
    departments = taking_part(campaign)
    heads = holders_of_each(departments, "head")
    return [
        Reason(
            _("%(department)s has no head.") % {"department": department.name},
            "organization.department",
            department.pk,
            reverse("directory") + f"?q={department.code}",
        )
        for department in departments
        if department.pk not in heads
    ]


def _missing_items(campaign: Campaign) -> list[Reason]:
    if hasattr(campaign, "checklist") and campaign.checklist.items.exists():
        return [*_unassigned(campaign), *_strangers(campaign), *_idle(campaign)]
    text = _("No checklist with items is chosen.")
    return [_reason(text, campaign, reverse("campaign_checklist", args=[campaign.code]))]


def _unassigned(campaign: Campaign) -> list[Reason]:
    items = campaign.checklist.items.asked().filter(all_departments=False, scopes=None)
    return [
        Reason(
            _("Item %(no)d has no department.") % {"no": item.no},
            "campaigns.checkitem",
            item.pk,
            reverse("breakdown_item", args=[campaign.code, item.no]),
        )
        for item in items.only("pk", "no")
    ]


def _strangers(campaign: Campaign) -> list[Reason]:
    rows = (
        ItemScope.objects.filter(
            item__checklist=campaign.checklist,
            item__from_records=False,
            item__all_departments=False,
        )
        .exclude(department__in=taking_part(campaign))
        .select_related("item", "department")
    )
    return [
        Reason(
            _("Item %(no)d names %(department)s, which does not take part.")
            % {"no": row.item.no, "department": row.department.name},
            "campaigns.checkitem",
            row.item_id,
            reverse("breakdown_item", args=[campaign.code, row.item.no]),
        )
        for row in rows
    ]


def _idle(campaign: Campaign) -> list[Reason]:
    asked = campaign.checklist.items.asked()
    if asked.filter(all_departments=True).exists():
        return []
    busy = ItemScope.objects.filter(item__in=asked).values("department")
    return [
        Reason(
            _("%(department)s has no item: give it some, or take it out of the plan.")
            % {"department": department.name},
            "organization.department",
            department.pk,
            reverse("breakdown", args=[campaign.code]),
        )
        for department in taking_part(campaign).exclude(pk__in=busy)
    ]


def _reason(text: str, campaign: Campaign, url: str) -> Reason:
    return Reason(text, "campaigns.campaign", campaign.pk, url)


def _setup(campaign: Campaign, part: str) -> str:
    """The part of the set-up page where it is mended; the page opens it."""
    return f"{reverse('setup', args=[campaign.code])}#part-{part}"
