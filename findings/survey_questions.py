"""题目 of a draft: added, changed, moved, taken out, copied with what they depend on."""

import re
from collections.abc import Sequence
from functools import partial

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from findings.models import Option, Question, Survey
from findings.survey_drafting import changing
from organization.kept_words import in_the_usual_language
from organization.models import NotAllowed, Person, record

# 评票: what each mark counts in the index (0 to 100); who does not know counts nothing.
BALLOT_WEIGHTS = (100, 60, 0, None)
WEIGHT = re.compile(r"^(.*?)\s*[|｜]\s*(\d{1,3})$")


def add(survey: Survey, options: Sequence[tuple[str, int | None]], *, by: Person, **fields):
    """A question at the end, with its answers as (text, weight)."""
    with changing(survey):
        last = survey.questions.aggregate(last=Max("order"))["last"] or 0
        question = Question(survey=survey, order=last + 1, **fields)
        _demand_earlier(question)
        question.save(force_insert=True)
        _put_options(question, options)
        record("survey.question_added", survey, by=by)
    return question


def change(
    question: Question, options: Sequence[tuple[str, int | None]], *, by: Person, **fields
) -> None:
    """Other words, kind or answers; an answer that other questions depend on stays."""
    with changing(question.survey):
        for name, value in fields.items():
            setattr(question, name, value)
        _demand_earlier(question)
        question.save(update_fields=list(fields))
        _put_options(question, options)
        record("survey.question_changed", question.survey, by=by)


def remove(question: Question, *, by: Person) -> None:
    """Take it out. NotAllowed while another question depends on it."""
    with changing(question.survey):
        _demand_free(question.options.all())
        question.delete()
        record("survey.question_removed", question.survey, by=by)


def shift(question: Question, step: int, *, by: Person) -> None:
    """One place up (-1) or down (1); never before the question it depends on."""
    with changing(question.survey):
        rows = list(question.survey.questions.select_related("shown_if"))
        place = next(index for index, row in enumerate(rows) if row.pk == question.pk)
        other = place + step
        if not 0 <= other < len(rows):
            return
        rows[place], rows[other] = rows[other], rows[place]
        places = {row.pk: index for index, row in enumerate(rows)}
        for row in rows:
            if row.shown_if and places[row.shown_if.question_id] >= places[row.pk]:
                raise NotAllowed(_("A question comes after the one it depends on."))
        for index, row in enumerate(rows, start=1):
            Question.objects.filter(pk=row.pk).update(order=index)
        record("survey.question_changed", question.survey, by=by)


def options_from(lines: str) -> list[tuple[str, int | None]]:
    """The answers of a text, one a line, the weight behind a bar: 满意|100."""
    found: dict[str, int | None] = {}
    for line in filter(None, map(str.strip, lines.splitlines())):
        match = WEIGHT.match(line)
        text, weight = (match[1].strip(), int(match[2])) if match else (line, None)
        found.setdefault(text, weight)
    return list(found.items())


def lines_of(question: Question) -> str:
    """The text that `options_from` reads."""
    rows = question.options.all()
    return "\n".join(row.text if row.weight is None else f"{row.text}|{row.weight}" for row in rows)


def first_ballot_question(survey: Survey) -> None:
    """What every evaluation ballot asks."""
    language = survey.campaign.public_language
    question = Question.objects.create(
        survey=survey,
        order=1,
        kind=Question.Kind.SINGLE,
        text=in_the_usual_language(lambda: _("How satisfied are you on the whole?"), language),
        required=False,  # a blank ballot is a returned one, and not a valid one
    )
    words = (
        _later("Satisfied"),
        _later("Mostly satisfied"),
        _later("Not satisfied"),
        _later("I do not know enough"),
    )
    said = [in_the_usual_language(partial(str, word), language) for word in words]
    _put_options(question, list(zip(said, BALLOT_WEIGHTS, strict=True)))


def copy_questions(survey: Survey, twin: Survey) -> None:
    """All questions with their answers and conditions, each knowing what it was copied from."""
    options: dict[int, Option] = {}
    for question in survey.questions.prefetch_related("options"):
        copied = Question.objects.create(
            survey=twin,
            order=question.order,
            section=question.section,
            kind=question.kind,
            text=question.text,
            required=question.required,
            shown_if=options.get(question.shown_if_id or 0),
            copied_from=question,
        )
        for option in question.options.all():
            options[option.pk] = Option.objects.create(
                question=copied, order=option.order, text=option.text, weight=option.weight
            )


def _put_options(question: Question, options: Sequence[tuple[str, int | None]]) -> None:
    """Bring the answers to `options`; one whose text stays keeps what depends on it."""
    wanted = dict(options) if question.has_options else {}
    gone = question.options.exclude(text__in=wanted)
    _demand_free(gone)
    gone.delete()
    for order, (text, weight) in enumerate(wanted.items(), start=1):
        Option.objects.update_or_create(
            question=question, text=text, defaults={"order": order, "weight": weight}
        )


def _demand_free(options) -> None:
    dependent = Question.objects.filter(shown_if__in=options).first()
    if dependent is not None:
        text = _("“%(question)s” is asked only after this answer: change that first.")
        raise NotAllowed(text % {"question": dependent.text})


def _demand_earlier(question: Question) -> None:
    """What a question depends on stands before it in the same survey."""
    option = question.shown_if
    if option is None:
        return
    other = option.question
    if other.survey_id != question.survey_id or other.order >= question.order:
        raise NotAllowed(_("A question comes after the one it depends on."))
