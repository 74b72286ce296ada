"""How much a person may upload in all: a setting, shown before the upload, asked at it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from campaigns.models import Evidence
from organization.models import Person

MB = 1024 * 1024


def room_of(person: Person) -> int:
    """How many bytes the person may still upload; never below 0. One statement.

    What was swept because nothing used it no longer counts.
    """
    rows = Evidence.objects.kept().filter(uploaded_by=person.pk).order_by()
    used = rows.aggregate(sum=Sum("size"))["sum"] or 0
    return max(0, settings.EVIDENCE_QUOTA_BYTES - used)


def limits(person: Person) -> dict[str, int]:
    """What a page says before an upload: MB a file, MB in all, bytes left."""
    return {**sizes(), "room": room_of(person)}


def sizes() -> dict[str, int]:
    """The two limits in MB: a file's, and a person's."""
    return {
        "max_mb": settings.EVIDENCE_MAX_BYTES // MB,
        "quota_mb": settings.EVIDENCE_QUOTA_BYTES // MB,
    }


def demand_room(name: str, size: int, *, by: Person) -> None:
    """Raise ValidationError when `size` more bytes are too many for the person.

    Inside the transaction that writes the row: it takes the person's row, so that two uploads
    do not share the same room.
    """
    Person.objects.select_for_update().get(pk=by.pk)
    room = room_of(by)
    if size <= room:
        return
    raise ValidationError(
        _(
            "“%(name)s” is not taken: it has %(size)s MB, and of your %(quota)d MB only %(room)s "
            "MB are left. Choose a file of the department's library, or ask the administrator."
        )
        % {
            "name": name,
            "size": f"{size / MB:.1f}",
            "quota": settings.EVIDENCE_QUOTA_BYTES // MB,
            "room": f"{room / MB:.1f}",
        }
    )
