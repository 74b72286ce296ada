"""Mailing invitations to a survey: each address gets a link of its own, made when it is asked for.

The link is in no table and in no log: a row holds a seed, of no use without the secret key of the
installation, and only until the mail has left.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.models import Campaign
from findings.models import Survey, SurveyInvitation
from organization import clock, keyset, outside_mail
from organization.invitation_keys import hash_of, key_from, new_seed
from organization.models import NotAllowed, Person, record
from organization.notices import wake_delivery

AT_ONCE = 2000
BATCH = 500
STALE = timedelta(minutes=10)
State = SurveyInvitation.MailState


@dataclass(frozen=True)
class Post:
    """The mails of a list in numbers; those who have answered are left out of the first two."""

    new: int  # with an address, not mailed yet
    again: int  # mailed, and no answer so far
    waiting: int
    failed: int


def post_of(survey: Survey) -> Post:
    """How the list stands. One query."""
    rows = list(SurveyInvitation.objects.filter(survey=survey, used_on=None))
    states = [row.mail_state for row in rows]
    return Post(
        new=len(_chosen(rows, again=False)),
        again=len(_chosen(rows, again=True)),
        waiting=sum(state in State.on_the_way for state in states),
        failed=states.count(State.FAILED),
    )


def takes_mail(survey: Survey) -> bool:
    """Whether links to the survey are mailed now: it takes answers, of whoever is on its list."""
    return survey.is_invited and survey.is_taking


@transaction.atomic
def send(survey: Survey, *, again: bool, by: Person) -> int:
    """Ask for the mails of those who got none yet, or once more of those who have not answered;
    how many. Each gets a new key: one that was printed or mailed before opens nothing any more.

    Raises NotAllowed while the survey takes no answers, or when there is nobody to mail.
    """
    if not takes_mail(survey):
        raise NotAllowed(_("Links are mailed while the survey takes answers."))
    rows = SurveyInvitation.objects.select_for_update().filter(survey=survey, used_on=None)
    chosen = _chosen(list(rows), again=again)[:AT_ONCE]
    if not chosen:
        raise NotAllowed(_("There is nobody on the list who could be mailed."))
    for row in chosen:
        row.mail_seed, row.mail_state, row.mail_error = new_seed(), State.WAITING, ""
        row.token_hash = hash_of(key_from(row.mail_seed))
    fields = ["mail_seed", "mail_state", "mail_error", "token_hash"]
    SurveyInvitation.objects.bulk_update(chosen, fields, batch_size=BATCH)
    record("survey.links_mailed", survey, by=by, people=len(chosen))
    wake_delivery()
    return len(chosen)


@outside_mail.register
def letters() -> Iterator["InvitationLetter"]:
    """The invitations that wait; what a dead worker left behind is shown and not sent again."""
    left_behind = SurveyInvitation.objects.filter(
        mail_state=State.SENDING, mail_at__lt=clock.now() - STALE
    )
    left_behind.update(mail_state=State.UNCERTAIN, mail_seed="")
    waiting = _open_ones().filter(mail_state=State.WAITING).select_related("survey__campaign")
    return map(InvitationLetter, keyset.in_batches(waiting, BATCH))


class InvitationLetter:
    """The mail of one invitation."""

    def __init__(self, row: SurveyInvitation) -> None:
        self.row = row

    def claim(self) -> bool:
        """Not when it was used, replaced or taken by another worker meanwhile."""
        same = _open_ones().filter(
            pk=self.row.pk, mail_state=State.WAITING, mail_seed=self.row.mail_seed
        )
        return bool(same.update(mail_state=State.SENDING, mail_at=clock.now()))

    def words(self) -> outside_mail.Words:
        """Invitation and link, in the language of the campaign."""
        survey, key = self.row.survey, key_from(self.row.mail_seed)
        path = reverse("survey_answer", args=[survey.slug])
        facts = {
            "unit": survey.campaign.organisation_name,
            "title": survey.title,
            "link": f"{settings.SITE_URL}{path}?k={key}",
        }
        with override(survey.campaign.public_language):
            said = [
                _("%(unit)s asks for your answers to “%(title)s”.") % facts,
                _("Open: %(link)s") % facts,
                _("The link is yours and counts once: please do not pass it on. Nobody can see "
                  "what you answer; only that the link was used is known."),
            ]  # fmt: skip
            if survey.closes_on:
                until = formats.date_format(survey.closes_on, "DATE_FORMAT")
                said.append(_("Answers are taken until %(day)s.") % {"day": until})
            subject = _("Invitation: %(title)s") % facts
        return outside_mail.Words(self.row.contact.strip(), subject, "\n\n".join(said))

    def close(self, error: str) -> None:
        """The seed goes with the mail, whatever became of it: another try makes another link."""
        known = (State.SENDING, State.UNCERTAIN)
        rows = SurveyInvitation.objects.filter(pk=self.row.pk, mail_state__in=known)
        state = State.FAILED if error else State.SENT
        # A server that refuses a mail may quote from it.
        told = error.replace(key_from(self.row.mail_seed), "…")
        rows.update(mail_state=state, mail_error=told, mail_seed="")


def _open_ones() -> QuerySet[SurveyInvitation]:
    """Unused invitations to surveys that take answers today."""
    surveys = Survey.objects.order_by().open_on(clock.today())
    running = surveys.filter(campaign__status=Campaign.Status.RUNNING)
    return SurveyInvitation.objects.filter(used_on=None, survey__in=running.values("pk"))


def _chosen(rows: list[SurveyInvitation], *, again: bool) -> list[SurveyInvitation]:
    states = State.gone if again else (State.NONE,)
    return [row for row in rows if row.mail_state in states and _is_address(row.contact)]


def _is_address(contact: str) -> bool:
    try:
        validate_email(contact.strip())
    except ValidationError:
        return False
    return True
