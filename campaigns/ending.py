"""How a campaign ends before or after its time: given up, called off, archived, deleted."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from campaigns.models import Campaign, Level
from campaigns.preflight import taking_part
from organization import clock
from organization.lists import in_a_row
from organization.models import Event, NotAllowed, Person, move, record
from organization.models.role import holders_of_each
from organization.notices import notify, said


def cancel(campaign: Campaign, *, by: Person, reason: str = "") -> None:
    """Give a draft up, or call a running campaign off: then with a reason, and the heads hear
    of it. What was done in it can be read for ever.
    """
    if not campaign.is_running:
        move(campaign, Campaign.Status.CANCELLED, by=by)
        return
    if not reason.strip():
        raise NotAllowed(_("Say why the campaign is called off."), field="reason")
    with transaction.atomic():
        move(campaign, Campaign.Status.CANCELLED, by=by, sets={"cancel_reason": reason})
        heads = holders_of_each(taking_part(campaign), "head")
        title = said(_later("Called off: %(title)s"), title=campaign.title)
        people = [person for them in heads.values() for person in them]
        notify(people, campaign, "campaign_cancelled", title, reason)


def archive(campaign: Campaign, *, by: Person) -> None:
    """Take a campaign that is over from lists and choices; its pages stay where they are."""
    if not campaign.is_over:
        raise NotAllowed(_("Only a campaign that is closed or called off is archived."))
    _set_archived(campaign, clock.now(), by=by, act="campaign.archived")


def bring_back(campaign: Campaign, *, by: Person) -> None:
    """Show an archived campaign again."""
    _set_archived(campaign, None, by=by, act="campaign.brought_back")


def _set_archived(campaign: Campaign, at, *, by: Person, act: str) -> None:
    """One conditional UPDATE decides between two who do it at once."""
    with transaction.atomic():
        rows = Campaign.objects.filter(pk=campaign.pk, archived_at__isnull=at is not None)
        if not rows.update(archived_at=at, archived_by=by if at else None):
            raise NotAllowed()
        campaign.archived_at = at
        record(act, campaign, by=by)


def others_in(campaign: Campaign, person: Person) -> list[str]:
    """Who else did something in the campaign, by the event log, first to last."""
    events = Event.objects.filter(campaign_pk=campaign.pk, actor_pk__isnull=False)
    others = events.exclude(actor_pk=person.pk).order_by("pk").values_list("actor", flat=True)
    return list(dict.fromkeys(others))


def delete_draft(campaign: Campaign, *, by: Person) -> None:
    """Delete a draft in which nobody but `by` has done anything; its events stay.

    Raises NotAllowed otherwise: it can be given up, which keeps it.
    """
    with transaction.atomic():
        found = Campaign.objects.select_for_update().filter(
            pk=campaign.pk, status=Campaign.Status.DRAFT
        )
        if not found:
            raise NotAllowed(_("Only a draft can be deleted."))
        others = others_in(campaign, by)
        if others:
            raise NotAllowed(
                _("Others have worked on this draft (%(names)s): it can be given up instead.")
                % {"names": in_a_row(others)}
            )
        record("campaign.deleted", campaign, by=by, title=campaign.title)
        Level.objects.filter(campaign=campaign).delete()  # they hold on to the items
        campaign.delete()
