"""What somebody outside types into the public page of an opinion box."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.plain_pictures import plain_picture
from findings.forms.opinion import topic_field
from findings.models import Opinion, OpinionBox, OpinionRules
from findings.public import has_markup

LONGEST = 2000


class SaidForm(forms.Form):
    """What kind of opinion it is, and its words."""

    is_markup = False  # somebody tried to bring code in

    category = forms.ChoiceField(
        label=_("What kind of opinion is it?"),
        choices=Opinion.Category.choices,
        initial=Opinion.Category.OPINION,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What do you want to say?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_text(self) -> str:
        """Words, not the code of a page."""
        return self._plain("text")

    def _plain(self, name: str) -> str:
        words = self.cleaned_data[name]
        if has_markup(words):
            self.is_markup = True
            raise forms.ValidationError(_("Please write it in plain words, without code."))
        return words


class NoteForm(SaidForm):
    """Words, sort and topic, a contact for whoever wants to be asked, one photo."""

    contact = forms.CharField(
        label=_("Your name and telephone"),
        help_text=_("Leave it empty to stay anonymous."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    photo = forms.FileField(
        label=_("A photo, if you have one"),
        help_text=_("Place, time and device in the photo are taken out before it is kept."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )

    field_order = ["category", "topic", "text", "photo", "contact"]

    def __init__(self, *args, box: OpinionBox, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"] = topic_field(OpinionRules.of(box.campaign))
        self.fields["topic"].label = _("What is it about?")
        topics = self.fields["topic"].choices[1:]
        self.fields["topic"].choices = [("", _("choose if you like")), *topics]
        self.order_fields(self.field_order)

    def clean_contact(self) -> str:
        """A name and a number, not the code of a page."""
        return self._plain("contact")

    def clean_photo(self) -> bytes | None:
        """Its pixels alone, drawn anew as a JPEG."""
        upload = self.cleaned_data["photo"]
        return plain_picture(upload, "photo.jpg").read() if upload else None


class ReceiptForm(forms.Form):
    """The receipt number, as it was shown."""

    receipt = forms.CharField(
        label=_("Receipt number"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none",
                                      "spellcheck": "false"}),
    )  # fmt: skip
