"""意见调查 by the office: written, copied as the next wave, opened, closed, opened again.

Questions change while the survey is a draft and never afterwards: what people answered keeps its
words. Closing shuffles the answers, so that their order in the tables says nothing.
"""

import secrets
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from findings import survey_shuffling
from findings.models import Survey
from findings.survey_drafting import changing, locked
from findings.survey_questions import copy_questions, first_ballot_question
from organization import clock
from organization.invitation_keys import LETTERS
from organization.models import NotAllowed, NumberSeries, Person, move, record

FEWEST_OPTIONS = 2


def write(campaign: Campaign, *, by: Person, **fields) -> Survey:
    """Begin a survey; a ballot begins with its question (满意 to 不了解) and its grades."""
    campaign.demand_changeable()
    with transaction.atomic():
        survey = _new(campaign, by, **fields)
        if survey.is_ballot:
            first_ballot_question(survey)
        record("survey.written", survey, by=by)
    return survey


def change(survey: Survey, *, by: Person, **fields) -> None:
    """Change what stands around the questions; only a draft."""
    with changing(survey):
        Survey.objects.filter(pk=survey.pk).update(**fields)
        record("survey.changed", survey, by=by, fields=sorted(fields))


def copy(survey: Survey, into: Campaign, *, by: Person) -> Survey:
    """The same questions again as a draft: the next wave, which results are compared with."""
    into.demand_changeable()
    with transaction.atomic():
        twin = _new(
            into,
            by,
            kind=survey.kind,
            entrance=survey.entrance,
            title=survey.title,
            intro=survey.intro,
            grades=survey.grades,
            copied_from=survey,
        )
        copy_questions(survey, twin)
        record("survey.written", twin, by=by, out_of=survey.event_label)
    return twin


def missing(survey: Survey, on: date) -> list[str]:
    """What keeps a survey from being opened on a day: sentences for its author."""
    questions = list(survey.questions.prefetch_related("options"))
    found = [] if questions else [_("It asks nothing yet: add a question.")]
    for number, question in enumerate(questions, start=1):
        if question.has_options and len(question.options.all()) < FEWEST_OPTIONS:
            text = _("Question %(number)d needs at least two answers to choose from.")
            found.append(text % {"number": number})
    if survey.closes_on and survey.closes_on < on:
        found.append(_("Its last day is over: choose a later one."))
    if survey.is_ballot and not any(question.has_options for question in questions):
        found.append(_("A ballot needs a question with answers to choose from."))
    if survey.is_invited and not survey.invitations.exists():
        found.append(_("Nobody is invited yet: add invitations."))
    return found


def publish(survey: Survey, *, by: Person) -> None:
    """Open it: from now on the questions stand. NotAllowed says what is missing."""
    survey.campaign.demand_running()
    with transaction.atomic():
        locked(survey)
        reasons = missing(survey, clock.today())
        if reasons and survey.status == Survey.Status.DRAFT:
            raise NotAllowed(" ".join(reasons))
        _demand_from(survey, Survey.Status.DRAFT)
        move(survey, Survey.Status.OPEN, by=by)


def close(survey: Survey, *, by: Person | None) -> None:
    """Take no more answers; what came in is shuffled, and may be looked at from now on. `by` is
    None where the last day closes it."""
    survey.campaign.demand_running()
    with transaction.atomic():
        move(survey, Survey.Status.CLOSED, by=by)
        survey_shuffling.shuffle(survey)


def reopen(survey: Survey, *, by: Person, reason: str, closes_on: date | None) -> None:
    """Take answers again until `closes_on`, with the reason; the results are hidden meanwhile."""
    survey.campaign.demand_running()
    if closes_on is not None and closes_on < clock.today():
        raise NotAllowed(_("Its last day is over: choose a later one."))
    _demand_from(survey, Survey.Status.CLOSED)
    sets = {"reopen_reason": reason, "closes_on": closes_on}
    move(survey, Survey.Status.OPEN, by=by, sets=sets, act="reopened", reason=reason)


def note_sent(survey: Survey, sent: int, *, by: Person) -> None:
    """How many ballots went out on paper, until the survey is closed."""
    survey.campaign.demand_changeable()
    with transaction.atomic():
        rows = Survey.objects.filter(pk=survey.pk, status__in=("draft", "open"))
        if not rows.update(sent=sent):
            raise NotAllowed(_("This survey takes no more answers."))
        survey.sent = sent
        record("survey.changed", survey, by=by, fields=["sent"])


def drop(survey: Survey, *, by: Person) -> None:
    """Give up a draft."""
    survey.campaign.demand_changeable()
    move(survey, Survey.Status.DROPPED, by=by)


def _demand_from(survey: Survey, before: str) -> None:
    """Opening and opening again are two acts with one status as their goal."""
    if survey.status != before:
        shown = Survey.Status(survey.status).label
        text = _("“%(thing)s” is now “%(status)s”: this step is not possible.")
        raise NotAllowed(text % {"thing": survey.event_label, "status": shown})


def _new(campaign: Campaign, by: Person, **fields) -> Survey:
    return Survey.objects.create(
        campaign=campaign,
        number=NumberSeries.take(f"{campaign.code}/survey"),
        slug="".join(secrets.choice(LETTERS) for _place in range(10)),
        made_by=by,
        made_at=clock.now(),
        **fields,
    )
