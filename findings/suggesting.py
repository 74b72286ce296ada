"""建议: made to the superior or to a department, which is told."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from findings.models import Finding, Suggestion
from organization import clock
from organization.models import NotAllowed, Person, record
from organization.models.role import holders
from organization.notices import notify


def suggest(campaign: Campaign, findings: Iterable[Finding], *, by: Person, **fields) -> Suggestion:
    """Record a suggestion, linked to the findings it answers."""
    campaign.demand_running()
    with transaction.atomic():
        suggestion = Suggestion.objects.create(
            campaign=campaign,
            made_by=by,
            made_at=clock.now(),
            **{"order": campaign.suggestions.count() + 1, **fields},
        )
        suggestion.findings.add(*findings)
        record("suggestion.made", suggestion, by=by)
        if suggestion.department is not None:
            notify(
                holders(suggestion.department, "head"),
                suggestion,
                "suggestion_made",
                lambda: (
                    _("A suggestion to your department: %(topic)s") % {"topic": suggestion.topic}
                ),
                campaign.title,
            )
    return suggestion


def words_of(suggestion: Suggestion) -> str:
    """What it says, by which somebody else's change in the meantime is known."""
    said = (suggestion.topic, suggestion.background, suggestion.action, suggestion.effect)
    return "\n".join((suggestion.target, suggestion.addressee, *said))


def shown_words(suggestion: Suggestion) -> str:
    """What it says, as people read it."""
    said = (suggestion.topic, suggestion.background, suggestion.action, suggestion.effect)
    lines = (suggestion.get_target_display(), suggestion.addressee, *said)
    return "\n".join(filter(None, map(str, lines)))


def change(
    suggestion: Suggestion, read: str, findings: Iterable[Finding], *, by: Person, **fields
) -> Suggestion:
    """Word it anew until it is answered; `read` is what `words_of` said when it was read.

    Raises NotAllowed where it was answered, or changed by somebody else since.
    """
    suggestion.campaign.demand_running()
    with transaction.atomic():
        now = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
        if now.status != Suggestion.Status.MADE:
            raise NotAllowed(_("The suggestion was answered: its words stand."))
        if words_of(now) != read:
            raise NotAllowed(_("Somebody else changed it in the meantime; nothing was saved."))
        for name, value in fields.items():
            setattr(now, name, value)
        now.save(update_fields=[*fields])
        now.findings.set(findings)
        record("suggestion.changed", now, by=by, fields=sorted(fields))
    return now
