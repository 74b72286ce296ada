"""What people type about the guests of a symposium."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from findings.forms.opinion import ClassifyForm
from findings.models import Opinion, OpinionRules
from findings.models.guest import NAME


class GuestsForm(forms.Form):
    """Guests of one category, one a line."""

    category = forms.ChoiceField(label=_("category"))
    names = forms.CharField(
        label=_("names or units, one a line"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        names = OpinionRules.of(campaign).invitee_list
        self.fields["category"].choices = [(name, name) for name in names]

    def clean_names(self) -> list[str]:
        """Each name with its length."""
        names = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if any(len(name) > NAME for name in names):
            raise forms.ValidationError(_now("A name has at most %(n)d characters.") % {"n": NAME})
        return names


class GuestOpinionForm(ClassifyForm):
    """What a guest said, and what it is about."""

    class Meta(ClassifyForm.Meta):
        model = Opinion
        fields = ["guest", "text", *ClassifyForm.Meta.fields]

    field_order = ["guest", "text"]

    def __init__(self, *args, guests, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guest"].queryset = guests
        self.fields["guest"].required = True
        self.fields["text"].widget.attrs["rows"] = 3
        self.fields["guest"].label = _("guest")
        self.fields["guest"].empty_label = _now("please choose")
        self.order_fields(self.field_order)
