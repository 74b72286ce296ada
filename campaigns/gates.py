"""What this floor has against ending a phase. Upper floors add their own receivers."""

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaigns.circulating import unsigned_titles
from campaigns.models import (
    Campaign,
    Circulation,
    Meeting,
    Phase,
    PlannedCheck,
    SelfCheck,
    Verification,
)
from campaigns.reach import ALL, reaches
from campaigns.signals import phase_ending
from organization.signals import Reason

# Sheets that were never handed in. One that was sent back is done again in the analysis.
NOT_HANDED_IN = (SelfCheck.Status.ASSIGNED, SelfCheck.Status.FILLING)

NAMED = 20  # so many people are named in one reason; the page of the document names them all


def reach_threshold(campaign: Campaign) -> int:
    """The share in percent of people who must have signed; a word of the kind, 100 by default."""
    return int(campaign.word("reach_threshold", str(ALL)))


@receiver(phase_ending)
def ask_for_reach(sender, phase: Phase, **_question) -> list[Reason]:
    """传达面: everybody in scope signed for every circulated document (mission A-018)."""
    threshold = reach_threshold(phase.campaign)
    if "mobilization" not in phase.opens or not threshold:
        return []
    circulations = list(Circulation.objects.filter(campaign=phase.campaign))
    if not circulations:
        url = reverse("mobilization", args=[phase.campaign.code])
        text = _("No document has been circulated yet.")
        return [Reason(text, "campaigns.campaign", phase.campaign_id, url)]
    counts = reaches(circulations)
    short = [row for row in circulations if not counts[row.pk].meets(threshold)]
    names = unsigned_titles(short)
    return [
        Reason(
            _(
                "“%(title)s” has been signed by %(signed)d of %(due)d people; %(n)d%% are asked"
                " for. Not signed: %(names)s"
            )
            % {
                "title": row.title,
                "signed": counts[row.pk].signed,
                "due": counts[row.pk].due,
                "n": threshold,
                "names": _named(names[row.pk]),
            },
            "campaigns.circulation",
            row.pk,
            reverse("circulation", args=[phase.campaign.code, row.pk]),
        )
        for row in short
    ]


def _named(names: list[str]) -> str:
    """The first names, and how many they are when there are more."""
    shown = pgettext("between names", ", ").join(names[:NAMED])
    if len(names) <= NAMED:
        return shown
    return _("%(names)s and others, %(n)d people") % {"names": shown, "n": len(names)}


@receiver(phase_ending)
def ask_for_meetings(sender, phase: Phase, **_question) -> list[Reason]:
    """Every planned meeting was held, or waived with a reason."""
    rows = Meeting.objects.planned().filter(phase=phase).select_related("department")
    return [
        Reason(
            _("%(department)s has not held “%(title)s”.")
            % {"department": row.department, "title": row.title}
            if row.department
            else _("“%(title)s” has not been held.") % {"title": row.title},
            "campaigns.meeting",
            row.pk,
            reverse("meeting", args=[phase.campaign.code, row.pk]),
        )
        for row in rows
    ]


@receiver(phase_ending)
def ask_for_sheets(sender, phase: Phase, **_question) -> list[Reason]:
    """Every department handed in its sheet at least once."""
    if "self_check" not in phase.opens:
        return []
    sheets = SelfCheck.objects.filter(campaign=phase.campaign, status__in=NOT_HANDED_IN)
    return [
        Reason(
            _("%(department)s has not submitted its sheet.") % {"department": department},
            "campaigns.selfcheck",
            pk,
            reverse("review_sheet", args=[phase.campaign.code, code]),
        )
        for pk, department, code in sheets.values_list("pk", "department__name", "department__code")
    ]


@receiver(phase_ending)
def ask_for_verification(sender, phase: Phase, **_question) -> list[Reason]:
    """What was planned is verified or withdrawn, and every statement has its answer."""
    if "analysis" not in phase.opens or _goes_on(phase, "analysis"):
        return []
    campaign, reasons = phase.campaign, []
    waiting = Verification.objects.awaiting_reply().filter(campaign=campaign)
    for row in waiting.select_related("campaign", "department", "item"):
        values = {"department": row.department.name, "no": row.item.no}
        text = _("The statement of %(department)s on item %(no)d has no answer.") % values
        reasons.append(Reason(text, "campaigns.verification", row.pk, row.get_absolute_url()))
    left = PlannedCheck.objects.open().filter(plan__campaign=campaign).count()
    if left:
        text = _("%(n)d planned item × department are not verified.") % {"n": left}
        url = reverse("verification_plan", args=[campaign.code])
        reasons.append(Reason(text, "campaigns.campaign", campaign.pk, url))
    return reasons


def _goes_on(phase: Phase, key: str) -> bool:
    """Is there another phase, open or still to come, that allows the same?"""
    others = phase.campaign.phases.exclude(pk=phase.pk).exclude(status=Phase.Status.ENDED)
    return any(key in other.opens for other in others)
