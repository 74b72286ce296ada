"""The record of a visit, on the phone; and the filters of the register."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.windows import DayField
from campaigns.models import Campaign, Site
from findings.forms.days import not_to_come
from findings.models import ListWord, ScriptPoint, SiteVisit, VisitPlan
from findings.visit_reassigning import others_for
from findings.visiting import Mark
from organization.models import Person


class VisitForm(forms.Form):
    """Day, points, faults and words; nothing is demanded before it is handed in."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    visited_on = DayField(label=_("visited on"), required=False, validators=[not_to_come])
    words = forms.CharField(
        label=_("what else was seen"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, visit: SiteVisit, points: list[ScriptPoint], **kwargs) -> None:
        marks = {mark.point_id: mark for mark in visit.points.all()}
        initial = {
            "version": visit.version,
            "visited_on": visit.visited_on,
            "words": visit.words,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.points = points
        for point in points:
            mark = marks.get(point.pk)
            self.fields[f"score_{point.pk}"] = forms.IntegerField(
                label=_now("points, %(most)d at most") % {"most": point.most},
                min_value=0,
                max_value=point.most,
                required=False,
                initial=mark.score if mark else None,
                widget=forms.NumberInput(attrs={"class": "in-n", "inputmode": "numeric"}),
            )
            self.fields[f"faulty_{point.pk}"] = forms.BooleanField(
                label=_("Something is wrong here"),
                required=False,
                initial=mark.faulty if mark else False,
            )
            self.fields[f"words_{point.pk}"] = forms.CharField(
                label=_("what exactly was seen"),
                required=False,
                initial=mark.words if mark else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def rows(self) -> list[dict]:
        """Each point with its three fields."""
        return [
            {
                "point": point,
                "score": self[f"score_{point.pk}"],
                "faulty": self[f"faulty_{point.pk}"],
                "words": self[f"words_{point.pk}"],
            }
            for point in self.points
        ]

    def marks(self) -> dict[int, Mark]:
        """What was filled in, by point."""
        said = self.cleaned_data
        return {
            point.pk: Mark(
                said[f"score_{point.pk}"], said[f"faulty_{point.pk}"], said[f"words_{point.pk}"]
            )
            for point in self.points
        }


class ReassignForm(forms.Form):
    """Who makes the visit instead."""

    visitor = forms.ModelChoiceField(
        Person.objects.none(), label=_("Visitor"), empty_label=_("Please choose")
    )

    def __init__(self, *args, visit: SiteVisit, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visitor"].queryset = others_for(visit)
        self.fields["visitor"].label_from_instance = lambda row: (
            f"{row.department.name} {row.title}"
        )


class VisitFilterForm(forms.Form):
    """What the register of visits is narrowed by; everything is in the address."""

    plan = forms.ModelChoiceField(VisitPlan.objects.none(), required=False, label=_("plan"))
    status = forms.ChoiceField(required=False, label=_("status"))
    kind = forms.ChoiceField(required=False, label=_("kind"))
    district = forms.ChoiceField(required=False, label=_("district"))
    fault = forms.ChoiceField(required=False, label=_("fault"))

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _now("all"))]
        self.fields["plan"].queryset = VisitPlan.objects.filter(campaign=campaign)
        self.fields["plan"].empty_label = _now("all")
        self.fields["status"].choices = [*everything, *SiteVisit.Status.choices]
        self.fields["kind"].choices = [*everything, *Site.Kind.choices]
        places = Site.objects.filter(campaign=campaign).exclude(district="").order_by("district")
        names = places.values_list("district", flat=True).distinct()
        self.fields["district"].choices = [*everything, *((name, name) for name in names)]
        words = ListWord.objects.of(campaign, ListWord.Kind.FAULT_CLASS)
        self.fields["fault"].choices = [
            *everything,
            ("any", _now("with a fault")),
            *((str(word.pk), word.name) for word in words),
        ]

    def narrow(self, rows):
        """The visits that fit; what cannot be read narrows nothing."""
        self.is_valid()
        said = self.cleaned_data
        fields = {
            "plan": "plan",
            "status": "status",
            "kind": "site__kind",
            "district": "site__district",
        }
        for name, path in fields.items():
            if said.get(name):
                rows = rows.filter(**{path: said[name]})
        if fault := said.get("fault"):
            faulty = {"points__faulty": True}
            more = {} if fault == "any" else {"points__point__fault_class": int(fault)}
            rows = rows.filter(**faulty, **more).distinct()
        return rows
