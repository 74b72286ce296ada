"""What of the papers waits for a person: a signature of the leaders, then the issue."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from organization.models import Person
from organization.waiting import Entry, link, mark, register
from reports.kinds import KINDS
from reports.models import Publication


@register
def papers(person: Person) -> Iterator[Entry]:
    """Papers to sign for the leaders, signed ones to issue for the office. One query."""
    leads, runs = person.roles.campaigns("leader"), person.roles.campaigns("office")
    if not leads and not runs:
        return
    rows = Publication.objects.filter(
        Q(status=Publication.Status.IN_REVIEW, campaign__in=leads)
        | Q(status=Publication.Status.SIGNED, campaign__in=runs),
        campaign__status__in=(Campaign.Status.RUNNING, Campaign.Status.DRAFT),
    ).select_related("campaign", "made_by")
    for paper in rows:
        yield _paper(paper)


def _paper(paper: Publication) -> Entry:
    is_signed = paper.status == Publication.Status.SIGNED
    why = _("Drafted by %(person)s.") % {"person": paper.made_by.title}
    return Entry(
        title=(_("Issue: %(paper)s") if is_signed else _("Read and sign: %(paper)s"))
        % {"paper": KINDS[paper.paper].name},
        url=link(paper),
        due_on=None,
        kind="issue" if is_signed else "paper",
        campaign=paper.campaign.title,
        act=_("Issue the paper") if is_signed else _("Read and sign the paper"),
        why=_("Signed; the files can be made and sent.") if is_signed else why,
        **mark(paper),
    )
