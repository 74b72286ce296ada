"""意见处置: replied to, answered for good, merged into another; 不采纳 is a verb of the opinion."""

from django.db import transaction
from django.utils.translation import gettext as _

from findings import evaluators
from findings.models import Opinion, OpinionReply
from findings.models.opinion import disposal
from organization import clock
from organization.models import NotAllowed, Person, move, record


def reply(opinion: Opinion, text: str, *, by: Person) -> OpinionReply:
    """回复: whoever said it reads this with the receipt or is told; the first stops the clock of
    the reply. Later ones may follow whatever became of the opinion."""
    opinion.campaign.demand_running()
    with transaction.atomic():
        row = OpinionReply.objects.create(opinion=opinion, text=text, by=by, at=clock.now())
        first = Opinion.objects.filter(pk=opinion.pk, replied_at=None)
        if first.update(replied_at=row.at):
            opinion.replied_at = row.at
        record("opinion.replied_to", opinion, by=by)
        evaluators.tell_of_reply(opinion, slot=str(row.pk))
    return row


def answer(opinion: Opinion, text: str, *, by: Person) -> None:
    """答复办结: with this reply it is finished."""
    with transaction.atomic():
        move(opinion, Opinion.Status.ANSWERED, by=by, sets=disposal(by))
        reply(opinion, text, by=by)


def merge(opinion: Opinion, into: Opinion, *, by: Person) -> None:
    """合并: the same was said before; what becomes of that one holds for this one too.

    Raises NotAllowed for one of another campaign or that is merged itself, for itself, and for
    one into which others were merged: then these would be lost from sight.
    """
    opinion.campaign.demand_running()
    with transaction.atomic():
        pair = Opinion.objects.select_for_update().order_by("pk")
        found = {row.pk: row for row in pair.filter(pk__in=[opinion.pk, into.pk])}
        target = found[into.pk]
        if target.pk == opinion.pk or target.campaign_id != opinion.campaign_id:
            raise NotAllowed(_("An opinion is merged into another one of the same campaign."))
        if target.status == Opinion.Status.MERGED:
            raise NotAllowed(_("That opinion was merged itself: choose the one it went to."))
        if opinion.followers.exists():
            raise NotAllowed(_("Others were merged into this one: merge into it instead."))
        if opinion.restricted != target.restricted:
            raise NotAllowed(_("A restricted opinion is merged with restricted ones only."))
        sets = {"merged_into": target, **disposal(by)}
        move(opinion, Opinion.Status.MERGED, by=by, sets=sets, into_opinion=target.number)
