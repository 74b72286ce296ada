"""What a number of a periodical is told beside the records of its campaign."""

from reports import forming
from reports.models import Edition
from reports.papers.periodicals.told import Told


def told_of(edition: Edition) -> Told:
    """The edition as its paper is told it, with what its last issued number counted."""
    last = (
        Edition.objects.issued()
        .filter(campaign=edition.campaign_id, paper=edition.paper, every=edition.every)
        .exclude(pk=edition.pk)
        .first()
    )
    closed, tasks = (last.told_closed, last.told_tasks) if last else (None, None)
    return Told(
        first=edition.first,
        last=edition.last,
        every=edition.every,
        no=edition.no,
        preface=edition.preface,
        demands=edition.demand_list,
        due_on=edition.due_on,
        report_to=edition.report_to,
        send_to=edition.send_to,
        sent_to=edition.sent_to,
        copies=edition.copies,
        before=None if closed is None or tasks is None else (closed, tasks),
        counted=forming.house_of(edition.campaign.organisation).counts_briefs,
        entry=edition.activity_id,
        change_page=f"{edition.get_absolute_url()}change/",
    )
