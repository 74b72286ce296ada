"""What the office types about a survey."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.review import DayInput
from findings.forms.days import not_passed
from findings.models import Option, Question, Survey
from findings.survey_inviting import lines_from, rows_from
from findings.survey_questions import lines_of, options_from
from organization.forms.reason import ReasonForm
from organization.sheets import Unreadable

HEAVIEST = 100


class SurveyForm(forms.ModelForm):
    """What stands around the questions."""

    class Meta:
        model = Survey
        fields = ["kind", "title", "intro", "entrance", "closes_on", "places", "grades"]
        widgets = {
            "kind": forms.RadioSelect,
            "entrance": forms.RadioSelect,
            "intro": forms.Textarea(attrs={"rows": 4}),
            "closes_on": DayInput,
            "grades": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "intro": _("For what it is, who asks, and until when."),
            "closes_on": _(
                "Answers are taken until the end of this day; empty: until you close it."
            ),
            "places": _("Empty: any number."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            del self.fields["kind"]
            if not self.instance.is_ballot:
                del self.fields["grades"]
        else:
            self.fields["grades"].initial = _now("90 excellent\n80 good\n60 passed\n0 not passed")


class QuestionForm(forms.ModelForm):
    """One question with its answers, one a line, and what it depends on."""

    options = forms.CharField(
        label=_("answers to choose from"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line. “Satisfied|100” counts 100 in the satisfaction index (0 to 100); "
                    "without a number it does not count."),
    )  # fmt: skip

    class Meta:
        model = Question
        fields = ["kind", "text", "options", "required", "section", "shown_if"]
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args, survey: Survey, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Question.Kind.choices  # none is chosen by leaving it out
        self.initial.setdefault("kind", Question.Kind.SINGLE)
        before = Option.objects.filter(question__survey=survey).select_related("question")
        if self.instance.pk is not None:
            before = before.filter(question__order__lt=self.instance.order)
            self.initial["options"] = lines_of(self.instance)
        field = self.fields["shown_if"]
        field.queryset = before.order_by("question__order", "order")
        field.empty_label = _now("always asked")
        field.label_from_instance = _condition

    def clean_options(self) -> list[tuple[str, int | None]]:
        """At most what a weight can be, and no answer longer than its column."""
        found = options_from(self.cleaned_data["options"])
        if any(weight is not None and weight > HEAVIEST for _text, weight in found):
            raise forms.ValidationError(_now("A weight is at most 100."))
        if any(len(text) > 120 for text, _weight in found):
            raise forms.ValidationError(_now("An answer has at most 120 characters."))
        return found


class ReopenForm(ReasonForm):
    """Why answers are taken again, and until when."""

    closes_on = forms.DateField(
        label=_("last day"), required=False, widget=DayInput, validators=[not_passed]
    )


class InviteForm(forms.Form):
    """A list of who is invited."""

    lines = forms.CharField(
        label=_("Who is invited"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One a line: category, name or unit, contact. They stay in this list and are "
                    "never joined to an answer."),
    )  # fmt: skip

    file = forms.FileField(label=_("or a worksheet with these columns"), required=False)

    def clean(self) -> dict:
        """Both lists as invitations, in `people`."""
        values = super().clean() or {}
        people = lines_from(values.get("lines", ""))
        try:
            people += rows_from(values["file"]) if values.get("file") else []
        except Unreadable as error:
            self.add_error("file", str(error))
        if not people and not self.errors:
            self.add_error("lines", _now("Type a list or choose a file."))
        return {**values, "people": people}


class QuotaForm(forms.Form):
    """How many answers of a category are taken."""

    category = forms.CharField(label=_("category"), max_length=40)
    places = forms.IntegerField(label=_("answers at most"), min_value=1, max_value=100_000)


class SentForm(forms.Form):
    """How many ballots went out on paper."""

    sent = forms.IntegerField(label=_("ballots sent out"), min_value=0, max_value=1_000_000)


def _condition(option: Option) -> str:
    return _now("Question %(number)d: %(answer)s") % {
        "number": option.question.order,
        "answer": option.text,
    }
