"""指导思想、主题、原则: writing and reading what a campaign holds to."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign, CampaignText
from organization.models import NotAllowed, Person, record

Texts = dict[str, list[str]]  # kind → its lines, in order


def texts_of(campaign: Campaign) -> Texts:
    """Every kind with its lines, kinds without any too. One query."""
    found: Texts = {str(kind): [] for kind in CampaignText.Kind}
    for row in CampaignText.objects.filter(campaign=campaign):
        found[row.kind].append(row.text)
    return found


@transaction.atomic
def write(
    campaign: Campaign,
    texts: Mapping[str, Iterable[str]],
    *,
    by: Person,
    seen: Texts | None = None,
) -> bool:
    """Let these be the lines of their kinds; what they were before stays in the event log.

    Whether anything changed. Raises NotAllowed once the campaign is over, and where `seen`, what
    the writer had before them, is not what stands there any more.
    """
    # One after the other: of two who write, the second reads what the first wrote.
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    locked.demand_changeable()
    old = texts_of(locked)
    if seen is not None and seen != old:
        raise NotAllowed(_("Somebody else has changed the texts meanwhile. Yours are kept below."))
    new = {kind: list(dict.fromkeys(filter(None, map(_line, texts[kind])))) for kind in texts}
    changed = [kind for kind in new if new[kind] != old[kind]]
    if not changed:
        return False
    CampaignText.objects.filter(campaign=locked, kind__in=changed).delete()
    put(locked, {kind: new[kind] for kind in changed})
    record("campaign.texts_written", locked, by=by, old={kind: old[kind] for kind in changed})
    return True


def put(campaign: Campaign, texts: Mapping[str, Iterable[str]]) -> None:
    """Lines for kinds that have none yet; no event: whoever calls says what happened."""
    CampaignText.objects.bulk_create(
        CampaignText(campaign=campaign, kind=kind, text=text, order=order)
        for kind, lines in texts.items()
        for order, text in enumerate(lines, start=1)
    )


def _line(text: str) -> str:
    return " ".join(text.split())
