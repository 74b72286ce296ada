"""What an organisation does otherwise than GB/T 9704, each within its bounds."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from organization.traditional import in_language
from reports.deviations import BOUNDS, CHOICES, SWITCHES, WORD_FACES, standard

LABELS = {
    "margin_top": _("margin above (mm)"),
    "margin_bottom": _("margin below (mm)"),
    "margin_left": _("margin at the left, where it is bound (mm)"),
    "margin_right": _("margin at the right (mm)"),
    "lines": _("lines on a page"),
    "chars": _("characters on a line"),
    "body_size": _("size of the text"),
    "body_face": _("face of the text"),
    "title_size": _("size of the title (points)"),
    "masthead_size": _("size of the head (points)"),
    "head_colour": _("colour of the head"),
    "number_format": _("page number"),
    "face_biaosong": _("face of the title in Word"),
    "face_hei": _("face of headings 一、 in Word"),
    "face_kai": _("face of headings （一） in Word"),
    "face_fang": _("face of the text in Word"),
    "face_song": _("face of the page number in Word"),
    "two_levels": _("papers with two levels are numbered 一、 and 1."),
    "unsealed": _("no seal: the signature stands as without one"),
    "imprint_even": _("printed on both sides: the imprint stands on the back, an even page"),
}


class LayoutForm(forms.Form):
    """Every measure with what the standard has; what is left empty or equal is no deviation."""

    def __init__(self, data=None, *, deviations: dict, **kwargs) -> None:
        initial = {name: deviations.get(name, standard(name)) for name in LABELS}
        super().__init__(data, initial=initial, **kwargs)
        for name, label in LABELS.items():
            self.fields[name] = _field(name, label)

    def clean(self) -> dict:
        """Enough of the page is left for the text."""
        told = super().clean()
        for name in SWITCHES:
            told[name] = bool(told.get(name))
        if not self.errors and _width(told) < 130:
            raise forms.ValidationError(
                _now("Less than 130 mm are left for a line: please make the margins narrower.")
            )
        return told

    @property
    def deviations(self) -> dict[str, str | float | bool]:
        """What is otherwise than in the standard."""
        told = self.cleaned_data
        return {
            name: told[name]
            for name in LABELS
            if told[name] not in (None, "") and told[name] != standard(name)
        }


def told(deviations: dict) -> Iterator[tuple[str, str, str]]:
    """Each deviation in words: what, how it is, how the standard has it."""
    for name, label in LABELS.items():
        if name in deviations:
            yield str(label), _said(name, deviations[name]), _said(name, standard(name))


def _said(name: str, value) -> str:
    if name in SWITCHES:
        return _now("yes") if value else _now("no")
    if name in CHOICES:
        return _named(CHOICES[name].get(value, str(value)))
    return f"{value:g}" if isinstance(value, int | float) else _named(str(value))


def _named(word: str) -> str:
    """What a size, a face or a colour is called, in the characters of the page."""
    return in_language(word, get_language() or "")


def _printable(name: str) -> None:
    """No file that names a face with a control character can be opened."""
    if not name.replace("\u3000", "").isprintable():
        raise forms.ValidationError(_now("Please write the name of the face as Word shows it."))


def _width(told: dict) -> float:
    sides = [told[name] or standard(name) for name in ("margin_left", "margin_right")]
    return 210 - sum(map(float, sides))


def _field(name: str, label) -> forms.Field:
    usual = _now("Standard: %(value)s") % {"value": _said(name, standard(name))}
    if name in SWITCHES:
        return forms.BooleanField(label=label, required=False)
    if name in CHOICES:
        kind = int if name == "body_size" else str
        return forms.TypedChoiceField(
            label=label,
            choices=[(key, _named(word)) for key, word in CHOICES[name].items()],
            coerce=kind,
            empty_value=None,
            required=False,
            help_text=usual,
        )
    if name in WORD_FACES:
        return forms.CharField(
            label=label, max_length=30, required=False, help_text=usual, validators=[_printable]
        )
    bound = BOUNDS[name]
    words = _now("%(usual)s; from %(least)g to %(most)g.") % {
        "usual": usual,
        "least": bound.least,
        "most": bound.most,
    }
    whole = name in ("lines", "chars")
    number = forms.IntegerField if whole else forms.FloatField
    return number(
        label=label,
        min_value=bound.least,
        max_value=bound.most,
        required=False,
        help_text=words,
        widget=forms.NumberInput(attrs={"step": "1" if whole else "0.5"}),
    )
