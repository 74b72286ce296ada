"""Lists, scripts, visitors, plans: what visits are made of."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.special_action import offer_actions
from campaigns.forms.windows import DayField
from campaigns.models import Campaign, Site
from findings.models import ListWord, ScriptPoint, VisitorTerm, VisitPlan, VisitScript
from organization.models import Department, Person
from organization.models.role import holders


class WordsForm(forms.Form):
    """The words of every list, one a line."""

    def __init__(self, *args, words: dict[str, list[ListWord]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for kind in ListWord.Kind:
            self.fields[str(kind)] = forms.CharField(
                label=kind.label,
                required=False,
                initial="\n".join(word.name for word in words[str(kind)]),
                help_text=_("One a line, in the order in which they are shown."),
                widget=forms.Textarea(attrs={"rows": 8}),
            )

    def clean(self) -> dict[str, list[str]]:
        """The lines of every list; a word has 40 characters at most."""
        cleaned = {name: value.splitlines() for name, value in super().clean().items()}
        longest = ListWord._meta.get_field("name").max_length
        for name, lines in cleaned.items():
            if any(len(line.strip()) > longest for line in lines):
                self.add_error(name, _now("A word has at most %(n)d characters.") % {"n": longest})
        return cleaned


class ScriptForm(forms.Form):
    """The title of a script."""

    title = forms.CharField(label=_("Title of the script"), max_length=80)


class PointForm(forms.Form):
    """One point of a script; without words it is left out."""

    fault_class = forms.ModelChoiceField(
        ListWord.objects.none(), label=_("class of fault"), required=False, empty_label="—"
    )
    most = forms.IntegerField(
        label=_("points at most"),
        required=False,
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput(attrs={"class": "in-n"}),
    )
    text = forms.CharField(
        label=_("what is looked at"),
        required=False,
        max_length=ScriptPoint._meta.get_field("text").max_length,
    )

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fault_class"].queryset = ListWord.objects.of(
            campaign, ListWord.Kind.FAULT_CLASS
        )

    def clean(self) -> dict:
        """Words need a class and points."""
        cleaned = super().clean()
        if cleaned.get("text") and not (cleaned.get("fault_class") and cleaned.get("most")):
            raise forms.ValidationError(_now("Say which class it is and how many points it gets."))
        return cleaned


PointForms = forms.formset_factory(PointForm, extra=4, max_num=60)


def points_of(forms_: Any) -> list[tuple[str, int, str]]:
    """The filled rows as arguments of `visit_scripts.make_script`."""
    rows = (form.cleaned_data for form in forms_)
    return [(row["text"], row["most"], row["fault_class"].name) for row in rows if row.get("text")]


class TermForm(forms.ModelForm):
    """Who visits, for whom, from when to when."""

    starts_on = DayField(label=_("contract from"))
    ends_on = DayField(label=_("contract until"))

    class Meta:
        model = VisitorTerm
        fields = ("person", "kind", "firm", "starts_on", "ends_on")
        help_texts = {
            "person": _("People of partners outside the organisation, the office and inspectors. "
                        "The administrator enters a firm as a partner at the top, and its "
                        "accounts there."),
        }  # fmt: skip

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.fields["person"].queryset = who_may_visit(campaign)
        self.fields["person"].label_from_instance = _person_label

    def clean(self) -> dict:
        """The last day is not before the first; nobody is a visitor twice."""
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _now("A contract cannot end before it starts."))
        known = VisitorTerm.objects.filter(campaign=self.campaign, person=cleaned.get("person"))
        if known.exists():
            self.add_error("person", _now("This person is a visitor already."))
        return cleaned


def who_may_visit(campaign: Campaign):
    """People of partners at the top of the chart, the office and the inspectors."""
    outside = Department.objects.filter(kind=Department.Kind.PARTNER, parent=None)
    own = holders(campaign, "office", "inspector").values("pk")
    people = Person.objects.active().filter(duty="")
    chosen = people.filter(Q(department__in=outside) | Q(pk__in=own))
    return chosen.select_related("department").order_by("department__order", "order", "pk")


class TermDaysForm(forms.Form):
    """Another contract period."""

    starts_on = DayField(label=_("contract from"))
    ends_on = DayField(label=_("contract until"))


class VisitPlanForm(forms.ModelForm):
    """Which sites are visited by whom between which days."""

    starts_on = DayField(label=_("from"))
    ends_on = DayField(label=_("until"))
    sites = forms.ModelMultipleChoiceField(
        Site.objects.none(), label=_("Sites"), widget=forms.CheckboxSelectMultiple
    )
    visitors = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Visitors"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The sites are dealt out in turn. The contract has to cover all days."),
    )

    class Meta:
        model = VisitPlan
        fields = ("title", "script", "method", "starts_on", "ends_on", "action")
        widgets = {"method": forms.RadioSelect}

    field_order = ("title", "method", "script", "starts_on", "ends_on", "visitors", "sites")

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.fields["script"].queryset = VisitScript.objects.filter(campaign=campaign)
        self.fields["script"].empty_label = None
        self.fields["method"].choices = VisitPlan.Method.choices
        sites = Site.objects.filter(campaign=campaign).select_related("department")
        self.fields["sites"].queryset = sites
        self.fields["sites"].label_from_instance = _site_label
        terms = VisitorTerm.objects.filter(campaign=campaign)
        visitors = Person.objects.filter(pk__in=terms.values("person"))
        self.fields["visitors"].queryset = visitors.select_related("department")
        self.fields["visitors"].label_from_instance = _person_label
        offer_actions(self, campaign)

    def clean(self) -> dict:
        """The title is new; the contracts cover the days."""
        cleaned = super().clean()
        same = VisitPlan.objects.filter(campaign=self.campaign, title=cleaned.get("title"))
        if same.exists():
            self.add_error("title", _now("There is a plan of this title already."))
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if not first or not last:
            return cleaned
        if last < first:
            self.add_error("ends_on", _now("A plan cannot end before it starts."))
        terms = VisitorTerm.objects.filter(campaign=self.campaign).covering(first, last)
        covered = set(terms.values_list("person", flat=True))
        for person in cleaned.get("visitors") or ():
            if person.pk not in covered:
                words = _now("The contract of %(person)s does not cover these days.")
                self.add_error("visitors", words % {"person": person.title})
        return cleaned

    def assignments(self) -> list[tuple[Site, Person]]:
        """The sites dealt out in turn."""
        visitors = list(self.cleaned_data["visitors"])
        return [
            (site, visitors[place % len(visitors)])
            for place, site in enumerate(self.cleaned_data["sites"])
        ]


def _site_label(site: Site) -> str:
    words = [site.name, site.get_kind_display(), site.district]
    return " · ".join(str(word) for word in words if word)


def _person_label(person: Person) -> str:
    return f"{person.department} {person.title}"
