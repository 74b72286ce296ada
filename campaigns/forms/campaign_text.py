"""The texts of a campaign, one a line, all kinds on one form."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.campaign_texts import Texts
from campaigns.models import CampaignText

HELP = {
    "guiding": _("Why the campaign is held and in which spirit; the plan begins with them."),
    "theme": _("Such as “honest conduct, sound growth”; without quotation marks."),
    "principle": _("What is held to throughout, such as “put right before being judged”."),
    "pattern": _("Who answers for what at which level."),
    "criterion": _("By what it is judged whether the campaign was a success."),
}


class TextsForm(forms.Form):
    """A field a kind; `seen` is what stood there when the form was opened."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, texts: Texts, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = json.dumps(texts, ensure_ascii=False)
        for kind in CampaignText.Kind:
            self.fields[str(kind)] = forms.CharField(
                label=kind.label,
                required=False,
                initial="\n".join(texts[str(kind)]),
                help_text=HELP[str(kind)],
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean_seen(self) -> Any:
        """As `texts_of` gave it; what cannot be read is like no text there is."""
        try:
            return json.loads(self.cleaned_data["seen"]) or {}
        except ValueError:
            return {}

    def clean(self) -> dict[str, Any]:
        """No line is too long."""
        cleaned = super().clean()
        most = CampaignText._meta.get_field("text").max_length
        for kind in CampaignText.Kind:
            lines = cleaned.get(str(kind), "").splitlines()
            for no, line in enumerate(lines, start=1):
                if len(line) > most:
                    text = _now("Line %(no)d is too long: %(limit)d characters at most.")
                    self.add_error(str(kind), text % {"no": no, "limit": most})
        return cleaned

    def texts(self) -> Texts:
        """The lines by kind."""
        return {str(kind): self.cleaned_data[str(kind)].splitlines() for kind in CampaignText.Kind}
