"""What outside the house was done under a special action: plans of visits, teams that walk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms.special_action import free_or_under
from campaigns.models import Group, SpecialAction
from findings.forms.walk import teams_of
from findings.models import VisitPlan, WalkTask


class VisitsUnderForm(forms.Form):
    """Plans whole, and walk-through tasks by team."""

    plans = forms.ModelMultipleChoiceField(
        VisitPlan.objects.none(),
        label=_("Plans of visits"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    teams = forms.ModelMultipleChoiceField(
        Group.objects.none(),
        label=_("Teams that walk"),
        required=False,
        help_text=_("All tasks of the team that stand under no other action."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, action: SpecialAction, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        plans, tasks = action.campaign.visit_plans.all(), action.campaign.walk_tasks.all()
        self.fields["plans"].queryset = free_or_under(plans, action)
        self.fields["plans"].initial = list(
            plans.filter(action=action).values_list("pk", flat=True)
        )
        own = tasks.filter(action=action).order_by().values_list("team", flat=True)
        free = free_or_under(tasks, action).order_by().values("team")
        self.fields["teams"].queryset = teams_of(action.campaign).filter(pk__in=free)
        self.fields["teams"].initial = list(own.distinct())
        self.tasks = free_or_under(tasks, action)

    def walks(self):
        """The tasks of the teams that were chosen."""
        return WalkTask.objects.filter(
            pk__in=self.tasks.filter(team__in=self.cleaned_data["teams"]).order_by().values("pk")
        )
