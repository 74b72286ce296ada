"""A survey as a form: for whoever answers, for its preview, and for a visit."""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.review import DayInput
from findings.models import Option, Question, Survey
from findings.public import has_markup
from findings.survey_answering import Said, asked_of
from findings.survey_asking import questions_of
from organization import clock

LONGEST = 2000  # characters of own words


@dataclass(frozen=True)
class Condition:
    """The answer a question depends on: in which field, with which value, in words."""

    number: int
    name: str
    value: int
    text: str


@dataclass(frozen=True)
class AskedRow:
    """A question with its field; `after` is what has to be answered before it is asked."""

    question: Question
    field: BoundField
    number: int
    after: Condition | None


class AnswerForm(forms.Form):
    """All questions; which of them must be answered follows from the answers before."""

    def __init__(self, *args, survey: Survey, **kwargs) -> None:
        super().__init__(*args, auto_id="id_%s", **kwargs)
        self.questions = questions_of(survey)
        self.sheet: dict[int, Said] = {}
        self.is_markup = False
        for question in self.questions:
            self.fields[_name(question)] = _field_for(question)

    def rows(self) -> list[AskedRow]:
        """The questions in their order, as the page shows them."""
        numbers = {question.pk: number for number, question in enumerate(self.questions, 1)}
        options = {
            option.pk: option for question in self.questions for option in question.options.all()
        }
        return [
            AskedRow(
                question,
                self[_name(question)],
                numbers[question.pk],
                _after(options.get(question.shown_if_id or 0), numbers),
            )
            for question in self.questions
        ]

    def clean(self) -> None:
        """What is asked and required is there; what is not asked is dropped."""
        given = {
            question.pk: _said(question, self.cleaned_data.get(_name(question)))
            for question in self.questions
        }
        asked = asked_of(self.questions, given)
        for question in asked:
            name, said = _name(question), given[question.pk]
            if has_markup(said.text):
                self.is_markup = True
                self.add_error(name, _now("Please write words only, no code of web pages."))
            elif question.required and said.is_empty and name not in self.errors:
                self.add_error(name, _now("Please answer this question."))
        self.sheet = {question.pk: given[question.pk] for question in asked}


class VisitForm(AnswerForm):
    """As somebody answered on a visit; never who it was."""

    on = forms.DateField(label=_("day of the visit"), widget=DayInput)

    def clean_on(self):
        """A visit lies behind us."""
        on = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(_now("This day is still to come."))
        return on


def _name(question: Question) -> str:
    return f"q{question.pk}"


def _field_for(question: Question) -> forms.Field:
    label = question.text
    if question.kind == Question.Kind.TEXT:
        area = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(label=label, required=False, max_length=LONGEST, widget=area)
    if question.kind == Question.Kind.MULTIPLE:
        return forms.MultipleChoiceField(
            label=label,
            required=False,
            choices=_choices(question),
            widget=forms.CheckboxSelectMultiple,
        )
    return forms.ChoiceField(
        label=label, required=False, choices=_choices(question), widget=forms.RadioSelect
    )


def _choices(question: Question) -> list[tuple[str, str]]:
    if question.has_options:
        return [(str(option.pk), option.text) for option in question.options.all()]
    return [(str(mark), str(mark)) for mark in range(1, question.top + 1)]


def _said(question: Question, value) -> Said:
    if not value:
        return Said()
    if question.kind == Question.Kind.TEXT:
        return Said(text=value)
    if question.has_options:
        chosen = value if isinstance(value, list) else [value]
        return Said(options=[int(one) for one in dict.fromkeys(chosen)])  # sent twice, chosen once
    return Said(score=int(value))


def _after(option: Option | None, numbers: dict[int, int]) -> Condition | None:
    if option is None:
        return None
    pk = option.question_id
    return Condition(numbers[pk], f"q{pk}", option.pk, option.text)
