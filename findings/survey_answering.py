"""作答: an answer is taken once, while the survey is open and has room, and leads to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from findings import public
from findings.models import (
    Question,
    Reply,
    Response,
    Survey,
    SurveyInvitation,
    SurveyQuota,
)
from organization import clock
from organization.invitation_keys import hash_of
from organization.models import NotAllowed, Person, record


@dataclass(frozen=True)
class Said:
    """What was answered to one question."""

    options: list[int] = field(default_factory=list)
    score: int | None = None
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing at all."""
        return not self.options and self.score is None and not self.text


Sheet = Mapping[int, Said]  # by the key of the question


def look_up(survey: Survey, key: str) -> None:
    """Is there an unused invitation with this key? Refused: "forged", "used"."""
    row = SurveyInvitation.objects.filter(survey=survey, token_hash=hash_of(key)).first()
    if row is None:
        raise public.Refused("forged")
    if row.used_on is not None:
        raise public.Refused("used")


def answer(survey: Survey, sheet: Sheet, *, form: str, key: str = "") -> None:
    """Take one answer of somebody outside. Raises public.Refused; then nothing is kept.

    No event: its time would be the time of the answer.
    """
    today = clock.today()
    with transaction.atomic():
        public.spend_form(form, survey.slug)
        if survey.is_invited:
            _use(survey, key, today)
        _keep(Response(survey=survey, answered_on=today), sheet)
        # Last, for everybody waits here: open, within its days, and with a place left.
        if not _take_place(survey, today):
            survey.refresh_from_db(fields=["taken"])
            raise public.Refused("full" if survey.is_full and survey.is_taking else "closed")


def record_visit(survey: Survey, sheet: Sheet, on: date, *, by: Person) -> None:
    """点对点访问: write down what somebody answered; who wrote is known, who answered is not."""
    today = clock.today()
    with transaction.atomic():
        row = Response(survey=survey, answered_on=on, method=Response.Method.VISIT, recorded_by=by)
        _keep(row, sheet)
        if not _take_place(survey, today):
            raise NotAllowed(_("This survey takes no more answers."))
        record("survey.visit_recorded", survey, by=by)


def take_scores(survey: Survey, sheets: list[Sheet], on: date, *, by: Person) -> int:
    """系统测评: take a list of answers a system gave out; all or none. How many."""
    today = clock.today()
    with transaction.atomic():
        for sheet in sheets:
            row = Response(
                survey=survey, answered_on=on, method=Response.Method.SCORES, recorded_by=by
            )
            _keep(row, sheet)
        if sheets and not _take_place(survey, today, len(sheets)):
            raise NotAllowed(_("This survey takes no more answers."))
        record("survey.scores_imported", survey, by=by, answers=len(sheets))
    return len(sheets)


def asked_of(questions: list[Question], sheet: Sheet) -> list[Question]:
    """The questions that are asked of whoever answers so: conditions follow earlier answers."""
    asked, chosen = [], set()
    for question in questions:
        if question.shown_if_id is None or question.shown_if_id in chosen:
            asked.append(question)
            chosen |= set(sheet.get(question.pk, Said()).options)
    return asked


def _keep(response: Response, sheet: Sheet) -> None:
    response.save(force_insert=True)
    replies = []
    for pk, said in sheet.items():
        if said.is_empty:
            continue
        options: list[int | None] = list(said.options) or [None]
        replies += [
            Reply(
                response=response, question_id=pk, option_id=option, score=said.score,
                text=said.text,
            )
            for option in options
        ]  # fmt: skip
    Reply.objects.bulk_create(replies)


def _use(survey: Survey, key: str, on: date) -> None:
    rows = SurveyInvitation.objects.filter(survey=survey, token_hash=hash_of(key))
    if not rows.filter(used_on=None).update(used_on=on):
        raise public.Refused("used" if rows.exists() else "forged")
    category = rows.values_list("category", flat=True).get()
    quota = SurveyQuota.objects.filter(survey=survey, category=category)
    if not quota.filter(taken__lt=F("places")).update(taken=F("taken") + 1) and quota.exists():
        raise public.Refused("full")


def _take_place(survey: Survey, on: date, number: int = 1) -> int:
    """Count the answer where the survey is open and has room: one statement decides."""
    room = Q(places=None) | Q(places__gte=F("taken") + number)
    rows = Survey.objects.order_by().open_on(on).filter(room, pk=survey.pk)
    return rows.update(taken=F("taken") + number)
