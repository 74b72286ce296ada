"""投意见和查办理情况: a note is put into a box without an account, and looked up by its receipt.

Of a note without a contact nothing is kept but what it says and the day: no event, no notice, no
time, no address. The receipt is shown once; only its keyed hash is kept.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from findings import public
from findings.models import BoxNote, Finding, FindingSource, Opinion, OpinionBox, OpinionReply
from organization import clock
from organization.invitation_keys import hash_of, key_from, new_seed


@dataclass(frozen=True)
class Told:
    """What whoever holds a receipt is told. `stage` is "box", or the status of the opinion."""

    stage: str
    said: str
    replies: list[OpinionReply] = field(default_factory=list)
    reason: str = ""
    finding: str = ""  # the status of the finding it became


def put_in(box: OpinionBox, *, form: str, photo: bytes | None = None, **fields) -> str:
    """Keep a note and give its receipt. Raises public.Refused; then nothing is kept.

    `form` is the one-time mark of the form; `fields`: category, topic, text, contact.
    """
    receipt = key_from(new_seed())
    with transaction.atomic():
        public.spend_form(form, box.slug)
        # One statement decides whether the box is still open.
        if not OpinionBox.objects.order_by().taking().filter(pk=box.pk).exists():
            raise public.Refused("closed")
        if BoxNote.objects.filter(box__campaign=box.campaign_id).count() >= settings.BOX_ROOM:
            raise public.Refused("full")
        BoxNote.objects.create(
            box=box,
            said_on=clock.today(),
            said_at=clock.now() if fields.get("contact") else None,
            receipt_hash=hash_of(receipt),
            photo=photo,
            **fields,
        )
    return receipt


def look_up(box: OpinionBox, receipt: str) -> Told:
    """What became of the note with this receipt. Raises public.Refused("forged") for none."""
    kept = hash_of(receipt)
    note = BoxNote.objects.filter(box__campaign=box.campaign_id, receipt_hash=kept).first()
    if note is not None:
        return Told("box", note.text)
    rows = Opinion.objects.filter(campaign=box.campaign_id, receipt_hash=kept)
    opinion = rows.select_related("merged_into").first()
    if opinion is None:
        raise public.Refused("forged")
    return what_became(opinion)


def what_became(opinion: Opinion) -> Told:
    """How far an opinion is, in words for whoever said it."""
    # The same was said before: what became of that holds for this one.
    leading = opinion.merged_into or opinion
    replies = OpinionReply.objects.filter(opinion__in=[opinion, leading]).order_by("pk")
    return Told(
        str(leading.status),
        opinion.text,
        list(replies),
        leading.set_aside_reason,
        _finding_of(leading),
    )


def _finding_of(opinion: Opinion) -> str:
    source = FindingSource.objects.filter(opinion=opinion).select_related("finding").first()
    if source is None:
        return ""
    status = Finding.Status(source.finding.status)
    return str(status)
