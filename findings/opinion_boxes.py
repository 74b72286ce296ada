"""意见箱: put up for a campaign or one of its sites, closed, emptied into the register."""

import secrets

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from campaigns import evidence
from campaigns.models import Campaign, Evidence, Site
from findings.models import BoxNote, Opinion, OpinionBox, OpinionEvidence
from findings.opinions import write_down
from organization.invitation_keys import LETTERS
from organization.models import NotAllowed, Person, move, record

SLUG = 10  # characters: the address is public, but not to be found by trying


@transaction.atomic
def put_up(
    campaign: Campaign, *, by: Person, site: Site | None = None, intro: str = ""
) -> OpinionBox:
    """A box of its own for the site, or one for the whole campaign."""
    campaign.demand_running()
    slug = "".join(secrets.choice(LETTERS) for _place in range(SLUG))
    box = OpinionBox.objects.create(
        campaign=campaign, site=site, intro=intro, slug=slug, made_by=by
    )
    record("opinionbox.put_up", box, by=by)
    return box


def close(box: OpinionBox, *, by: Person) -> None:
    """It takes no more notes; what is in it stays and can still be looked up."""
    move(box, OpinionBox.Status.CLOSED, by=by)


def reopen(box: OpinionBox, *, by: Person) -> None:
    """It takes notes again."""
    box.campaign.demand_running()
    move(box, OpinionBox.Status.OPEN, by=by)


def empty(campaign: Campaign, *, by: Person) -> int:
    """开箱登记: every note becomes an opinion of the register. How many there were.

    Notes are taken in the order of their random keys, so that no number tells which came when. A
    tip about a breach is restricted from the start: it may name somebody of the office's own.
    """
    campaign.demand_running()
    notes = _lying(campaign)
    photos = {
        note.pk: _kept(bytes(note.photo), campaign, by) for note in notes if note.photo is not None
    }
    with transaction.atomic():
        rows = BoxNote.objects.select_for_update().filter(pk__in=[note.pk for note in notes])
        still_there = list(rows.order_by("id"))  # somebody else may be emptying them too
        BoxNote.objects.filter(pk__in=[note.pk for note in still_there]).delete()
        boxes = OpinionBox.objects.select_related("site").in_bulk({n.box_id for n in still_there})
        for note in still_there:
            opinion = _register(note, boxes[note.box_id], campaign, by)
            if note.pk in photos:
                OpinionEvidence.objects.create(evidence=photos[note.pk], target=opinion)
        if still_there:
            record("campaign.boxes_emptied", campaign, by=by, notes=len(still_there))
    return len(still_there)


def _lying(campaign: Campaign) -> list[BoxNote]:
    return list(BoxNote.objects.filter(box__campaign=campaign).order_by("id"))


def _register(note: BoxNote, box: OpinionBox, campaign: Campaign, by: Person) -> Opinion:
    return write_down(
        campaign,
        by=by,
        came_at=note.began_at,
        channel=Opinion.Channel.MAILBOX,
        category=note.category,
        topic=note.topic,
        said_on=note.said_on,
        text=note.text,
        contact=note.contact,
        receipt_hash=note.receipt_hash,
        box=box,
        site=box.site,
        restricted=note.category == Opinion.Category.TIP,
    )


def _kept(pixels: bytes, campaign: Campaign, by: Person) -> Evidence:
    """Its photo as a file; outside the transaction, for no transaction waits for a disk."""
    photo = SimpleUploadedFile(f"{_('Photo')}.jpg", pixels, "image/jpeg")
    try:
        return evidence.store(photo, campaign, campaign.office, by=by)
    except ValidationError as error:
        raise NotAllowed(" ".join(error.messages)) from error
