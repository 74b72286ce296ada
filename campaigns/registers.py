"""制度清单, 反馈渠道, 场所, 政务公开栏: the small registers of a campaign."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from campaigns.models import (
    Activity,
    BasisDocument,
    Campaign,
    CheckItem,
    FeedbackChannel,
    NoticeBoard,
    Site,
    Standard,
)
from organization import clock
from organization.models import Department, NotAllowed, Person, record


@transaction.atomic
def add_rule(campaign: Campaign, *, by: Person, **fields) -> BasisDocument:
    """A rule of one's own, or a further one, that is in force."""
    campaign.demand_changeable()
    last = campaign.basis_documents.aggregate(last=Max("order"))["last"] or 0
    rule = BasisDocument.objects.create(campaign=campaign, order=last + 1, **fields)
    record("basisdocument.added", rule, by=by, title=rule.title)
    return rule


@transaction.atomic
def remove_rule(rule: BasisDocument, *, by: Person) -> None:
    """The rule is taken off the list. The basis itself is changed with the plan only."""
    rule.campaign.demand_changeable()
    if rule.role == BasisDocument.Role.BASIS:
        raise NotAllowed(_("The basis of the campaign is changed with its plan."))
    record("basisdocument.removed", rule, by=by, title=rule.title)
    rule.delete()


@transaction.atomic
def add_channel(campaign: Campaign, *, by: Person, **fields) -> FeedbackChannel:
    """A way to say what is wrong, and who handles what comes in."""
    campaign.demand_changeable()
    channel = FeedbackChannel.objects.create(campaign=campaign, **fields)
    record("feedbackchannel.added", channel, by=by, contact=channel.contact)
    return channel


@transaction.atomic
def remove_channel(channel: FeedbackChannel, *, by: Person) -> None:
    """The channel is closed."""
    channel.campaign.demand_changeable()
    record("feedbackchannel.removed", channel, by=by, contact=channel.contact)
    channel.delete()


@transaction.atomic
def add_standard(
    campaign: Campaign, *, by: Person, items: Iterable[CheckItem] = (), **fields
) -> Standard:
    """What counts as a breach, how it is judged and what follows, for these check-points."""
    campaign.demand_changeable()
    standard = Standard.objects.create(campaign=campaign, **fields)
    standard.items.set(items)
    record("standard.added", standard, by=by, breach=standard.breach)
    return standard


@transaction.atomic
def remove_standard(standard: Standard, *, by: Person) -> None:
    """The standard no longer holds."""
    standard.campaign.demand_changeable()
    record("standard.removed", standard, by=by, breach=standard.breach)
    standard.delete()


@transaction.atomic
def add_sites(
    campaign: Campaign,
    names: Iterable[str],
    *,
    kind: str,
    department: Department,
    district: str = "",
    by: Person,
) -> int:
    """Sites that a department looks after in a district; those that are known stay as they are.
    How many are new."""
    campaign.demand_changeable()
    known = set(Site.objects.filter(campaign=campaign).values_list("name", flat=True))
    new = [name for name in dict.fromkeys(names) if name not in known]
    Site.objects.bulk_create(
        (
            Site(campaign=campaign, department=department, kind=kind, district=district, name=name)
            for name in new
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
    if new:
        record("campaign.sites_added", campaign, by=by, sites=len(new))
    return len(new)


@transaction.atomic
def remove_site(site: Site, *, by: Person) -> None:
    """A site that was never used. Raises NotAllowed for one that stands in the timeline."""
    site.campaign.demand_changeable()
    if Activity.objects.filter(sites=site).exists():
        raise NotAllowed(_("Something was put up here: the site stays on record."))
    record("site.removed", site, by=by, name=site.name)
    try:
        site.delete()
    except ProtectedError as error:
        raise NotAllowed(_("This site is visited: it stays on record.")) from error


@transaction.atomic
def put_up(
    campaign: Campaign, *, by: Person, text: str, sections: Iterable[str], is_up: bool
) -> NoticeBoard:
    """What all staff of the organisation read from now on."""
    campaign.demand_running()
    board, _is_new = NoticeBoard.objects.update_or_create(
        campaign=campaign,
        defaults={
            "text": text,
            "sections": list(sections),
            "is_up": is_up,
            "changed_at": clock.now(),
            "changed_by": by,
        },
    )
    record("noticeboard.put_up" if is_up else "noticeboard.taken_down", board, by=by)
    return board
