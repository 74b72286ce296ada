"""Photos of visits: stored apart from every library, under a name that says nothing."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from campaigns import evidence
from campaigns.plain_pictures import plain_picture
from findings import visiting
from findings.models import SiteVisit
from organization.models import Person


def take(visit: SiteVisit, uploads: Iterable[UploadedFile], *, by: Person) -> list[str]:
    """Add photos to a visit; the errors of those that were not taken.

    Call it outside a transaction: it writes files. The shelf is the visitor's own at the office,
    so no department finds them in its library, and only the page of the visit leads to them.
    """
    errors: list[str] = []
    place = visit.evidence_uses.count()
    for upload in uploads:
        place += 1
        try:
            photo = plain_picture(upload, f"{_('Photo')}{place}.jpg")
            campaign = visit.plan.campaign
            kept = evidence.store(photo, campaign, campaign.office, by, by=by)
        except ValidationError as error:
            errors += error.messages
            continue
        visiting.add_photo(visit, kept, by=by)
    return errors
