"""签到码: a code on the wall that signs in whoever is called, within five minutes, once.

The code names the meeting and when it was shown; who signs in is the account that uses it.
"""

from django.core import signing
from django.utils.translation import gettext as _

from campaigns.models import Attendance, Meeting
from organization.models import NotAllowed, Person, move, record

SALT = "meeting-code"
VALID = 300  # seconds
FRESH = 60  # seconds after which the wall shows a new one


def code_for(meeting: Meeting) -> str:
    """A code shown now."""
    return signing.dumps(meeting.pk, salt=SALT)


class Refused(NotAllowed):
    """A code that signs nobody in; `why` is a word of the event log, `meeting` what it is for."""

    def __init__(self, why: str, reason: str, meeting: Meeting | None = None) -> None:
        self.why, self.meeting = why, meeting
        super().__init__(reason)


def attendance_by(token: str, person: Person) -> Attendance:
    """The place of `person` on the roster that the code is for. Refused says why not, and keeps
    it in the log: forged, expired, of a meeting they are not called to, used before."""
    try:
        return _read(token, person)
    except Refused as refused:
        record("meeting.sign_in_refused", refused.meeting, by=person, ok=False, why=refused.why)
        raise


def sign_in(token: str, *, by: Person) -> Attendance:
    """Sign `by` in. A second use by the same person is refused."""
    found = attendance_by(token, by)
    move(found, Attendance.Status.PRESENT, by=by, sets={"by_code": True, "reason": ""})
    return found


def _read(token: str, person: Person) -> Attendance:
    try:
        pk = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.SignatureExpired as error:
        text = _("This code is older than five minutes. Please scan the one on the wall now.")
        raise Refused("expired", text) from error
    except signing.BadSignature as error:
        raise Refused("forged", _("This is no sign-in code.")) from error
    meeting = Meeting.objects.filter(pk=pk).select_related("phase__campaign").first()
    if meeting is None:
        raise Refused("forged", _("This is no sign-in code."))
    rows = Attendance.objects.filter(meeting=meeting, person=person.pk)
    found = rows.select_related("person").first()
    if found is None:
        raise Refused("other", _("You are not called to this meeting."), meeting)
    found.meeting = meeting
    if not meeting.phase.campaign.is_running or meeting.status != Meeting.Status.PLANNED:
        raise Refused("over", _("This meeting is over."), meeting)
    if found.status == Attendance.Status.PRESENT:
        raise Refused("used", _("You are signed in already."), meeting)
    return found
