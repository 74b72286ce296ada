"""What of the papers waits for a person: a signature of the leaders, then the issue; slips that
are due by the ladder."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import Campaign
from campaigns.waiting import some
from organization.models import Person
from organization.waiting import Entry, link, mark, register
from rectification.due_slips import DueSlip, due_slips
from reports.kinds import KINDS, PERIODICALS, UPWARD
from reports.models import CoSignature, Dispatch, Publication
from reports.phrases import date_range


@register
def papers(person: Person) -> Iterator[Entry]:
    """Papers to sign for the leaders; for the office signed ones to issue, and drafts of bulletins
    and briefs to sign. One query."""
    leads, runs = person.roles.campaigns("leader"), person.roles.campaigns("office")
    if not leads and not runs:
        return
    rows = Publication.objects.filter(
        Q(status=Publication.Status.IN_REVIEW, campaign__in=leads)
        | Q(status=Publication.Status.SIGNED, campaign__in=runs)
        | Q(status=Publication.Status.DRAFT, campaign__in=runs, edition__isnull=False),
        campaign__status__in=(Campaign.Status.RUNNING, Campaign.Status.DRAFT),
    ).select_related("campaign", "made_by", "edition")
    for paper in rows:
        yield _edition(paper) if paper.paper in PERIODICALS else _paper(paper)


@register
def cosignatures(person: Person) -> Iterator[Entry]:
    """Papers to co-sign for heads, objections to answer for the office. One query."""
    heads, runs = person.roles.departments("head"), person.roles.campaigns("office")
    if not heads and not runs:
        return
    rows = CoSignature.objects.filter(
        Q(status=CoSignature.Status.ASKED, department__in=heads)
        | Q(status=CoSignature.Status.OBJECTED, publication__campaign__in=runs),
        publication__status=Publication.Status.IN_REVIEW,
        publication__campaign__status__in=(Campaign.Status.RUNNING, Campaign.Status.DRAFT),
    ).select_related("publication__campaign", "department", "asked_by")
    for row in rows:
        yield _cosignature(row)


def _cosignature(row: CoSignature) -> Entry:
    is_asked = row.status == CoSignature.Status.ASKED
    title = _("Co-sign: %(paper)s") if is_asked else _("Answer the objection: %(paper)s")
    why = _("Asked by %(person)s for %(department)s.")
    told = {"person": row.asked_by.title, "department": row.department.name}
    if not is_asked:
        why = _("%(department)s objects: the paper cannot be signed.")
    return Entry(
        title=title % {"paper": KINDS[row.publication.paper].name},
        url=link(row),
        due_on=None,
        kind="cosign" if is_asked else "objection",
        campaign=row.publication.campaign.title,
        act=_("Read and co-sign") if is_asked else _("Answer it"),
        why=why % told,
        **mark(row),
    )


@register
def reports_at_the_superior(person: Person) -> Iterator[Entry]:
    """Issued reports to send up, and those of which nothing was heard. One query."""
    runs = person.roles.campaigns("office")
    if not runs:
        return
    under_way = Dispatch.objects.filter(publication=OuterRef("pk")).order_by("-pk")
    rows = (
        Publication.objects.in_force()
        .filter(campaign__in=runs, campaign__status=Campaign.Status.RUNNING, paper__in=UPWARD)
        .annotate(
            dispatch=Subquery(under_way.values("status")[:1]),
            sent_on=Subquery(under_way.values("sent_on")[:1]),
        )
        .filter(Q(dispatch__isnull=True) | Q(dispatch=Dispatch.Status.SENT))
        .select_related("campaign")
    )
    for paper in rows:
        yield _to_the_superior(paper)


def _to_the_superior(paper: Publication) -> Entry:
    is_sent = paper.dispatch is not None
    words = _("Record the receipt: %(paper)s") if is_sent else _("Send up: %(paper)s")
    why = _("Sent on %(day)s; nothing was heard of it yet.")
    return Entry(
        title=words % {"paper": KINDS[paper.paper].name},
        url=reverse("dispatches", args=[paper.campaign.code, paper.paper]),
        due_on=None,
        kind="receipt" if is_sent else "send_up",
        campaign=paper.campaign.title,
        act=_("Sending up"),
        why=why % {"day": date_range(paper.sent_on, paper.sent_on, year=True)}
        if is_sent
        else _("The report is issued and has not been sent up yet."),
        **mark(paper),
    )


@register
def slips_to_issue(person: Person) -> Iterator[Entry]:
    """What the ladder asks the office for today, one line a campaign; whatever is in the way of
    the others waits by itself. Five queries."""
    runs = person.roles.campaigns("office")
    if not runs:
        return
    groups: dict[int, list[DueSlip]] = defaultdict(list)
    for row in due_slips(Campaign.objects.running().filter(pk__in=runs), person):
        if not row.why:
            groups[row.task.campaign_id].append(row)
    for found in groups.values():
        yield _slips(found)


def _slips(found: list[DueSlip]) -> Entry:
    campaign, n = found[0].task.campaign, len(found)
    title = ngettext("Issue %(n)d slip that is due", "Issue %(n)d slips that are due", n)
    return Entry(
        title=title % {"n": n},
        url=reverse("due_slips", args=[campaign.code]),
        due_on=found[0].task.due_on,
        kind="issue_slips",
        campaign=campaign.title,
        act=_("Look and issue"),
        why=some(list(dict.fromkeys(row.task.department.name for row in found))),
        **mark(campaign),
    )


def _edition(paper: Publication) -> Entry:
    row = paper.edition
    return Entry(
        title=_("Look at it and sign: %(paper)s") % {"paper": row},
        url=link(row),
        due_on=None,
        kind="sign_edition",
        campaign=paper.campaign.title,
        act=_("Look at the draft"),
        why=_("About %(period)s; written from the records.")
        % {"period": date_range(row.first, row.last, year=True)},
        **mark(paper),
    )


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
