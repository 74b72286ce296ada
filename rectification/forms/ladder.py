"""A proposal of the ladder is followed, or dismissed with a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from findings.models import Consequence
from organization.forms.limits import LimitsOfColumns
from rectification.models import LadderDecision
from rectification.proposing import Proposed


class FollowForm(LimitsOfColumns, forms.ModelForm):
    """The result as it is recorded; the points are there where points are proposed."""

    class Meta:
        model = Consequence
        fields = ["post", "text", "points"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, row: Proposed, post: str, **kwargs) -> None:
        initial = {"post": post, "text": row.grounds, "points": row.step.points_text}
        super().__init__(*args, initial=initial, **kwargs)
        if row.what != LadderDecision.What.POINTS:
            del self.fields["points"]
        else:
            self.fields["points"].min_value = 0


class DismissForm(forms.Form):
    """Why it is not followed."""

    reason = forms.CharField(
        label=_("why it is not followed"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
