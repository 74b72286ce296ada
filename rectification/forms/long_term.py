"""长远规划: goal, owner, rhythm; milestones; what a review says."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organization import clock
from organization.models import Person
from organization.templatetags.shell import full_day
from rectification.forms.progress import SeveralFiles
from rectification.forms.worded import WordedDayForm, day_input, words_input
from rectification.models import LongTermPlan, PlanReview, Task


class PlanForm(forms.ModelForm):
    """What is reached in the end, who answers for it, how often somebody looks."""

    class Meta:
        model = LongTermPlan
        fields = ["goal", "owner", "cycle"]
        widgets = {"goal": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, task: Task, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = (
            Person.objects.active()
            .filter(department__path__startswith=task.department.path)
            .order_by("order", "account")
        )
        self.fields["owner"].label_from_instance = lambda person: person.title
        self.fields["owner"].empty_label = _now("The head of the department")

    def _post_clean(self) -> None:
        """The verb makes the plan; no half-filled one is checked here."""


class MilestoneForm(WordedDayForm):
    """One more milestone."""

    title = forms.CharField(label=_("milestone"), max_length=120)
    due_on = day_input(_("to be reached by"))
    due_text = words_input()


class ReachForm(forms.Form):
    """What was reached, and the files that show it."""

    text = forms.CharField(label=_("what was reached"), widget=forms.Textarea(attrs={"rows": 2}))
    files = SeveralFiles(label=_("evidence"), required=False)


class WaiveForm(forms.Form):
    """Why a milestone is let go."""

    reason = forms.CharField(label=_("why it is waived"), max_length=200)


class ReviewForm(forms.ModelForm):
    """How the plan stands at the end of a period."""

    class Meta:
        model = PlanReview
        fields = ["period_ends_on", "standing", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, plan: LongTermPlan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        done = {row.period_ends_on for row in plan.reviews.all()}
        ends = [end for end in plan.periods(clock.today()) if end not in done]
        self.fields["period_ends_on"].widget = forms.Select(
            choices=[(end.isoformat(), full_day(end)) for end in ends]
        )
        self.fields["standing"].choices = PlanReview.Standing.choices

    def _post_clean(self) -> None:
        """The verb writes the review."""
