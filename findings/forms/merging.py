"""Which findings are one, which one is several, and which source belongs elsewhere."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from findings.forms.finding import finding_label
from findings.models import Finding, FindingSource
from findings.splitting import Part
from organization.models import Person

ROOM = 6  # parts that the form offers at most


class MergeForm(forms.Form):
    """The finding into which this one is merged."""

    into = forms.ModelChoiceField(
        label=_("Merge into"), queryset=Finding.objects.none(), empty_label=_("Please choose")
    )

    def __init__(self, *args, finding: Finding, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        rows = standing(finding.campaign, person).filter(kind=finding.kind)
        field.queryset = rows.exclude(pk=finding.pk)
        field.label_from_instance = finding_label


class MergeEachForm(forms.Form):
    """Several findings and the one they are merged into."""

    findings = forms.ModelMultipleChoiceField(
        Finding.objects.none(),
        label=_("Findings that are the same"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one finding.")},
    )
    into = forms.ModelChoiceField(
        Finding.objects.none(), label=_("Merge into"), empty_label=_("Please choose")
    )

    def __init__(self, *args, campaign: Campaign, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = standing(campaign, person)
        self.fields["into"].queryset = rows
        self.fields["findings"].queryset = rows.filter(status=Finding.Status.REPORTED)
        for name in ("into", "findings"):
            self.fields[name].label_from_instance = finding_label

    def clean(self) -> dict:
        """Somebody ticks the target too: it stays what it is, another one must be left."""
        cleaned = super().clean()
        into, chosen = cleaned.get("into"), list(cleaned.get("findings") or ())
        if into is not None and chosen == [into]:
            self.add_error("findings", _now("Choose a finding other than the one merged into."))
        if into is not None and any(row.kind != into.kind for row in chosen):
            said = _now("A problem and an improvement are not merged into each other.")
            self.add_error("findings", said)
        return cleaned


class MoveSourceForm(forms.Form):
    """The finding that a source tells of instead."""

    to = forms.ModelChoiceField(
        Finding.objects.none(), label=_("Move to"), empty_label=_("Please choose")
    )

    def __init__(self, *args, finding: Finding, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        field.queryset = standing(finding.campaign, person).exclude(pk=finding.pk)
        field.label_from_instance = finding_label


class SplitForm(forms.Form):
    """The parts of a finding, and which part each source tells of.

    `lines`: as many parts as the problem has lines, two at least; one empty place more.
    """

    def __init__(self, *args, finding: Finding, sources: list[FindingSource], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.rows = sources
        told = finding.problem_parts
        self.places = range(1, min(max(len(told), 2) + 1, ROOM) + 1)
        for n in self.places:
            words = told[n - 1] if len(told) >= n and len(told) > 1 else ""
            needed = n <= 2
            self.fields[f"title_{n}"] = forms.CharField(
                label=_now("Part %(n)d") % {"n": n},
                max_length=120,
                required=needed,
                initial=words[:60],
            )
            self.fields[f"problem_{n}"] = forms.CharField(
                label=_now("Problem of part %(n)d") % {"n": n},
                required=False,
                max_length=4000,
                initial=words,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        choices = [("", _now("the whole finding"))]
        choices += [(str(n), _now("Part %(n)d") % {"n": n}) for n in self.places]
        for row in sources:
            self.fields[f"source_{row.pk}"] = forms.ChoiceField(
                label=row.words, choices=choices, required=False
            )

    def clean(self) -> dict:
        """A source belongs to a part that has words."""
        cleaned = super().clean()
        for row in self.rows:
            place = cleaned.get(f"source_{row.pk}")
            if place and not cleaned.get(f"title_{place}"):
                self.add_error(f"source_{row.pk}", _now("This part has no words yet."))
        return cleaned

    @property
    def part_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Title and problem of each part."""
        return [(self[f"title_{n}"], self[f"problem_{n}"]) for n in self.places]

    @property
    def source_fields(self) -> list[forms.BoundField]:
        """The choice of a part for each source."""
        return [self[f"source_{row.pk}"] for row in self.rows]

    def parts(self) -> list[Part]:
        """What was typed, as `splitting.split` takes it."""
        found = []
        for n in self.places:
            title = self.cleaned_data[f"title_{n}"]
            if title:
                problem = self.cleaned_data[f"problem_{n}"].replace("\r\n", "\n") or title
                own = [r for r in self.rows if self.cleaned_data[f"source_{r.pk}"] == str(n)]
                found.append(Part(title, problem, own))
        return found


def standing(campaign: Campaign, person: Person):
    """The findings of the campaign that others may be merged into or sources moved to."""
    return Finding.objects.visible_to(person).filter(
        campaign=campaign, parent=None, status__in=Finding.Status.open
    )
