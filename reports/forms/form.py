"""The form of papers: of one before its signature, and of all of an organisation."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organization.forms.limits import LimitsOfColumns
from reports.models import HeadMode, HouseStyle, LetterForm, PaperForm

MOST_LABELS, LONGEST_LABEL = 8, 12


class PaperFormForm(forms.ModelForm):
    """Head, label and imprint of one paper."""

    class Meta:
        model = PaperForm
        fields = ("head", "label", "label_period", "copies", "printer")
        help_texts = {
            "label_period": _("Left empty where none is set, such as: 1年."),
            "copies": _("Parted by commas; they stand in the imprint."),
            "printer": _("Left empty: as the organisation has it."),
        }

    def __init__(self, *args, house: HouseStyle, bears_head: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if bears_head:
            usual = _now("As the organisation has it: %(head)s") % {
                "head": house.get_head_display()
            }
            self.fields["head"] = forms.ChoiceField(
                label=pgettext_lazy("of a paper", "head"),
                choices=[("", usual), *HeadMode.choices],
                required=False,
            )
        else:
            for name in ("head", "copies", "printer"):
                del self.fields[name]
        labels = house.label_list
        if self.instance.label and self.instance.label not in labels:
            labels.append(self.instance.label)
        self.fields["label"] = forms.ChoiceField(
            label=_("label"),
            choices=[("", _now("No label")), *((one, one) for one in labels)],
            required=False,
        )

    def clean(self) -> dict:
        """A period belongs to a label."""
        told = super().clean()
        if told.get("label_period") and not told.get("label"):
            self.add_error("label_period", _now("A period needs a label: please choose one."))
        return told

    def _post_clean(self) -> None:
        """The verb writes."""


class LetterFormForm(PaperFormForm):
    """Head, label and imprint of one letter."""

    class Meta(PaperFormForm.Meta):
        model = LetterForm


class HouseStyleForm(LimitsOfColumns, forms.ModelForm):
    """What all papers of an organisation begin with."""

    class Meta:
        model = HouseStyle
        fields = ("head", "head_text", "printer", "labels", "counts_briefs", "briefs_before")
        widgets = {"labels": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "head": _("Each paper may have another one, chosen before it is signed."),
            "head_text": _("Left empty: the full name of the organisation and 文件."),
            "printer": _("Left empty: the full name of the organisation."),
            "counts_briefs": _("It stands behind the number in the campaign."),
            "briefs_before": _("They are counted in front: after 17 comes the 18th of all."),
            "labels": _("Those a paper may bear. State secrets do not belong into this system."),
        }

    def clean_briefs_before(self) -> int:
        """None where the field is left empty."""
        return self.cleaned_data["briefs_before"] or 0

    def clean_labels(self) -> str:
        """A few short ones, and none of those of state secrets."""
        labels = [line.strip() for line in self.cleaned_data["labels"].splitlines()]
        labels = list(dict.fromkeys(filter(None, labels)))
        if len(labels) > MOST_LABELS or any(len(one) > LONGEST_LABEL for one in labels):
            told = _now("At most %(n)d labels of at most %(long)d characters each.")
            raise forms.ValidationError(told % {"n": MOST_LABELS, "long": LONGEST_LABEL})
        if any(one in ("绝密", "机密", "秘密") for one in labels):
            raise forms.ValidationError(
                _now("This is a label of state secrets, which this system must not hold.")
            )
        return "\n".join(labels)
