"""What a person types for one item."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from campaigns.counts import further_fields
from campaigns.filling import Draft
from campaigns.models import Answer, CheckItem, Result

SEPARATOR = "；"
LONG = 4000
MOST = 10**9
PARTS = ("rule", "text", "cause", "responsibility", "measure")  # of 不符合, in the fixed order


class MethodsField(forms.Field):
    """Ticked methods and one more in words, kept as one text of at most 120 characters."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        """The methods, each once, in their order."""
        names = [part.strip() for word in value or () for part in word.split(SEPARATOR)]
        return list(dict.fromkeys(filter(None, names)))


class AnswerForm(forms.Form):
    """An answer as it is typed. Nothing is required: what is incomplete is kept and shown."""

    is_typed = True  # False when a file was sent without the fields beside it

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    over = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    page = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    after = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    seq = forms.IntegerField(required=False, min_value=0, max_value=2**53, widget=forms.HiddenInput)
    result = forms.ChoiceField(label=_("Result"), required=False, choices=Result)
    methods = MethodsField(label=_("Methods"), required=False)
    other_method = forms.CharField(label=_("other method"), required=False, max_length=60)
    sample_n = forms.IntegerField(label=_("checked"), required=False, min_value=0, max_value=MOST)
    sample_ok = forms.IntegerField(
        label=_("of these correct"), required=False, min_value=0, max_value=MOST
    )
    text = forms.CharField(label=_("Explanation"), required=False, max_length=LONG)
    rule = forms.CharField(label=_("Rule"), required=False, max_length=LONG)
    cause = forms.CharField(label=_("Cause"), required=False, max_length=LONG)
    responsibility = forms.CharField(label=_("Responsibility"), required=False, max_length=120)
    measure = forms.CharField(label=_("Proposed measure"), required=False, max_length=LONG)
    statement = forms.CharField(label=_("Present state"), required=False, max_length=200)
    redone = forms.BooleanField(label=_("I have checked this item again"), required=False)

    def __init__(self, *args, item: CheckItem, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.further = further_fields(item.count_names)
        for name, label in self.further.items():
            self.fields[name] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=MOST
            )

    def clean(self) -> dict[str, Any]:
        """Numbers that fit together, and methods that fit into their column."""
        cleaned = super().clean()
        n, correct = cleaned.get("sample_n"), cleaned.get("sample_ok")
        if correct is not None and "sample_n" not in self.errors and (n is None or correct > n):
            self.add_error("sample_ok", self.item.more_than_counted)
        if (
            len(SEPARATOR.join(_all_methods(cleaned)))
            > Answer._meta.get_field("methods").max_length
        ):
            self.add_error("methods", _("Too many methods: 120 characters at most."))
        return cleaned

    def draft(self) -> Draft:
        """The typed contents. What was filled in beforehand and left alone is not stored: an
        empty field means that the words of the item hold."""
        cleaned = self.cleaned_data
        contents = {
            **{name: _one_newline(cleaned[name]) for name in Answer.CONTENTS if name != "counts"},
            "methods": SEPARATOR.join(_all_methods(cleaned)),
            "counts": {
                label: cleaned[name]
                for name, label in self.further.items()
                if cleaned[name] is not None
            },
        }
        for name, given in prefilled(self.item).items():
            if contents[name] == given:
                contents[name] = ""
        return Draft(
            cleaned["over"] or cleaned["version"] or 0,
            contents,
            cleaned["redone"],
            page=cleaned["page"],
            after=cleaned["after"],
            seq=cleaned["seq"] or 0,
        )


def prefilled(item: CheckItem) -> dict[str, str]:
    """What the page fills in beforehand from the item."""
    return {"rule": item.cited, "statement": item.statement}


def values_of(item: CheckItem, answer: Answer | None) -> dict[str, Any]:
    """What the fields show: the answer that stands, else what the item brings along."""
    given = prefilled(item)
    if answer is None or not answer.version:  # version 0: there are files and no words yet
        empty: dict[str, Any] = dict.fromkeys(Answer.CONTENTS, "")
        return {**empty, **given, "methods": item.method_list, "counts": {}}
    return {
        **answer.contents(),
        "rule": answer.rule or given["rule"],
        "statement": answer.statement or given["statement"],
        "methods": [m for m in answer.methods.split(SEPARATOR) if m],
        "sample_n": "" if answer.sample_n is None else answer.sample_n,
        "sample_ok": "" if answer.sample_ok is None else answer.sample_ok,
    }


def typed_values(item: CheckItem, post: MultiValueDict) -> dict[str, Any]:
    """What the fields show when the form comes back: exactly what was typed."""
    typed: dict[str, Any] = {name: post.get(name, "") for name in Answer.CONTENTS}
    methods = [*post.getlist("methods"), post.get("other_method", "")]
    counts = {label: post.get(name, "") for name, label in further_fields(item.count_names).items()}
    ticked = {"methods": [m for m in methods if m], "redone": "redone" in post}
    return {**typed, **ticked, "counts": counts}


def changes(draft: Draft, item: CheckItem, answer: Answer | None) -> bool:
    """Does the draft say anything that is not on the sheet already?"""
    if answer is not None and answer.version:
        return draft.contents != answer.contents()
    untouched = {"methods": SEPARATOR.join(item.method_list)}
    return any(draft.contents[n] not in ("", None, {}, untouched.get(n)) for n in Answer.CONTENTS)


def _one_newline(value: Any) -> Any:
    # A form sends \r\n where a script sends \n: one text must not come in two spellings.
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _all_methods(cleaned: Mapping[str, Any]) -> list[str]:
    more = (cleaned.get("other_method") or "").strip()
    return list(dict.fromkeys([*cleaned.get("methods", []), *([more] if more else [])]))
