"""Forms of the library of checklists."""

from pathlib import PurePath

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.counts import formula_names
from campaigns.formulas import FormulaError, parse
from campaigns.models import CheckItem, Checklist, Clause

NAME_LENGTH = Checklist._meta.get_field("name").max_length


class UploadForm(forms.Form):
    """A file out of which a checklist is read, and what it is called in the library."""

    file = forms.FileField(label=_("File"))
    name = forms.CharField(
        label=_("Name in the library"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("Empty: the name of the file."),
    )

    def clean(self) -> dict:
        """A name nobody has yet."""
        cleaned = super().clean()
        if "file" in cleaned:
            cleaned["name"] = cleaned.get("name") or name_of(cleaned["file"].name)
            if Checklist.objects.library().filter(name=cleaned["name"]).exists():
                self.add_error(
                    "name",
                    _now("The library has a checklist “%(name)s” already.") % cleaned,
                )
        return cleaned


class ChooseForm(forms.Form):
    """A checklist for a campaign: of the library, or of an earlier campaign."""

    checklist = forms.ModelChoiceField(Checklist.objects.none(), label=_("Checklist"))

    def __init__(self, *args, choices: QuerySet[Checklist], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checklist"].queryset = choices


class ItemForm(forms.ModelForm):
    """An item of the library, or of a campaign in preparation."""

    class Meta:
        model = CheckItem
        fields = (
            *("text", "basis", "rule", "clause", "category", "group", "methods", "standard"),
            *("answer_type", "formula", "evidence_hint", "evidence_rule", "departments_text"),
            *("exceptions", "good_example", "bad_example", "from_records", "statement", "note"),
        )
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "standard": forms.Textarea(attrs={"rows": 2}),
            "exceptions": forms.Textarea(attrs={"rows": 2}),
            "good_example": forms.Textarea(attrs={"rows": 2}),
            "bad_example": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {"note": _("remark")}
        help_texts = {
            "formula": _("Of whole numbers and the names of the counted fields: 实到×3≥应到×2."),
            "answer_type": _(
                "Judgement, sampling, counting (due／done), number or nil return; "
                "names of the numbers in brackets."
            ),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        campaign = self.instance.checklist.campaign_id
        if campaign is None:  # a clause belongs to a campaign, the library has words only
            del self.fields["clause"]
        else:
            clauses = Clause.objects.filter(document__campaign=campaign)
            self.fields["clause"].queryset = clauses.select_related("document")

    def clean(self) -> dict:
        """A formula about the fields that the kind of answer names."""
        cleaned = super().clean()
        if cleaned.get("formula"):
            try:
                parse(cleaned["formula"], formula_names(cleaned.get("answer_type", "")))
            except FormulaError as error:
                self.add_error("formula", str(error))
        return cleaned


def name_of(file_name: str) -> str:
    """What a checklist is called after its file."""
    return PurePath(file_name.replace("\\", "/")).stem.strip()[:NAME_LENGTH] or "1"
