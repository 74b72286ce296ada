"""What a department says to a finding, to a check elsewhere, and what the office answers."""

from collections.abc import Mapping

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import CheckItem
from findings.feedback import RULINGS
from findings.forms.days import deadline_field
from findings.forms.files import SeveralFiles
from findings.models import LessonAnswer
from organization.models import Department
from organization.templatetags.shell import day


class AskFeedbackForm(forms.Form):
    """Until when the department is heard."""

    until = deadline_field(_("Feedback until"))


class FeedbackForm(forms.Form):
    """Confirmed, or objected to with reasons and files."""

    agrees = forms.ChoiceField(
        label=_("What the department says"),
        choices=[("yes", _("We confirm the finding")), ("no", _("We object"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Reasons"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("An objection needs reasons."),
    )
    files = SeveralFiles(label=_("Files"), required=False)

    def clean(self) -> dict:
        """Whoever objects says why."""
        cleaned = super().clean()
        if cleaned.get("agrees") == "no" and not cleaned.get("text", "").strip():
            self.add_error("text", _now("Say what you object to, and why."))
        return cleaned


class RulingForm(forms.Form):
    """What becomes of the objection."""

    ruling = forms.ChoiceField(
        label=_("What becomes of the objection"),
        choices=[(one.value, one.label) for one in RULINGS],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Reasons"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AskedBefore(forms.ModelMultipleChoiceField):
    """Departments with what each of them answered, and when."""

    before: Mapping[int, LessonAnswer] = {}

    def label_from_instance(self, department: Department) -> str:
        """服务部（未发现该情况，3月5日）."""
        row = self.before[department.pk]
        said = {"department": department, "answer": row.get_status_display()}
        return _now("%(department)s (%(answer)s, %(day)s)") % {**said, "day": day(row.answered_at)}


class LessonForm(forms.Form):
    """What other departments are to check, and until when."""

    text = forms.CharField(
        label=_("What to check"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The departments read this, not the finding."),
    )
    item = forms.ModelChoiceField(
        CheckItem.objects.none(),
        label=_("Check-point"),
        required=False,
        empty_label=_("none in particular"),
    )
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("Departments"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    again = AskedBefore(
        Department.objects.none(),
        label=_("Ask again"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("These departments have answered about this finding already."),
    )
    again_reason = forms.CharField(
        label=_("Why they are asked again"), max_length=200, required=False
    )
    due_on = deadline_field(_("Answer until"))

    def __init__(
        self,
        *args,
        departments: QuerySet[Department],
        items: QuerySet[CheckItem],
        before: Mapping[int, LessonAnswer],
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        answered = [pk for pk, row in before.items() if row.status != LessonAnswer.Status.ASKED]
        self.fields["departments"].queryset = departments.exclude(pk__in=before)
        if answered and not self.fields["departments"].queryset.exists():
            del self.fields["departments"]  # everybody was asked: no heading over nothing
        self.fields["item"].queryset = items
        if answered:
            self.fields["again"].before = before
            self.fields["again"].queryset = departments.filter(pk__in=answered)
        else:
            del self.fields["again"], self.fields["again_reason"]

    def clean(self) -> dict:
        """At least one department; a reason for those that have answered."""
        values = super().clean() or {}
        again = values.pop("again", None) or []
        if again and not values.get("again_reason"):
            self.add_error("again_reason", _now("Say why they are asked again."))
        values["departments"] = [*(values.get("departments") or []), *again]
        if not values["departments"]:
            self.add_error(
                "departments" if "departments" in self.fields else "again",
                _now("Choose at least one department."),
            )
        return values


class LessonAnswerForm(forms.Form):
    """Found here too, or not; what was checked."""

    found = forms.ChoiceField(
        label=_("Result"),
        choices=[("yes", _("Found here too")), ("no", _("Not found here"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What was checked and found"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    files = SeveralFiles(label=_("Files"), required=False)
