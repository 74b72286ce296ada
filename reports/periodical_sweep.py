"""The sweep of the recurring papers: one draft a period waits for the office to sign.

Safe to run at any time, any number of times, side by side. After days without a sweep only the
last period is drafted: nobody reads last month's daily bulletins.
"""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.models import Campaign
from campaigns.periods import Period
from organization import calendar, clock
from organization.models import Sweep
from organization.models.role import holders
from organization.notices import notify_each
from organization.workdays import is_working_day
from reports import periodicals
from reports.models import Edition, PeriodicRule

DRAFTED = "edition_drafted"


@transaction.atomic
def sweep() -> int:
    """One sweep over the rules of all running campaigns. How many drafts are new."""
    Sweep.note("periodicals")
    today = clock.today()
    rules = list(
        PeriodicRule.objects.select_for_update(of=("self",))
        .filter(campaign__status=Campaign.Status.RUNNING)
        .select_related("campaign", "set_by")
    )
    works = partial(is_working_day, calendar=calendar.current())
    due = [(rule, rule.rhythm.latest(today, rule.since, works)) for rule in rules]
    known = set(
        Edition.objects.filter(campaign__in=[rule.campaign_id for rule in rules]).values_list(
            "campaign", "paper", "every", "first"
        )
    )
    return sum(
        _draft(rule, period)
        for rule, period in due
        if period and (rule.campaign_id, rule.paper, rule.every, period.first) not in known
    )


def _draft(rule: PeriodicRule, period: Period) -> int:
    made, is_new = periodicals.make(
        rule.campaign, rule.paper, rule.every, period, by=rule.set_by, acts=False
    )
    if is_new:
        office = list(holders(rule.campaign, "office"))
        notify_each([(one, made, *_words(made, one.reads)) for one in office], DRAFTED)
    return int(is_new)


def _words(edition: Edition, language: str) -> tuple[str, str]:
    with override(language):
        return (
            _("Ready to be signed: %(paper)s") % {"paper": edition},
            _("%(title)s: the draft about the period waits for you to look at it and sign.")
            % {"title": edition.campaign.title},
        )
