"""The head of a department and its deputies in a campaign."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from campaigns import heads as activity
from campaigns.access import campaign_or_404
from campaigns.forms.submission import PersonField
from campaigns.models import Participation
from campaigns.permissions import can_change_heads
from organization.access import demand
from organization.models import Person


class PersonForm(forms.Form):
    """Somebody of the department."""

    to = PersonField(
        label=gettext_lazy("Who stands in for the head"), queryset=Person.objects.none()
    )

    def __init__(self, *args, place: Participation, deputies: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if deputies:  # who hands over may choose one of them
            self.fields["to"].label = _("New head")
        people = activity.candidates(place)
        self.fields["to"].queryset = people | activity.deputies(place) if deputies else people


def heads(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """Head and deputies; who may change them finds the two forms."""
    place = _place(request, code, department)
    return _page(request, place)


@require_POST
def name_deputy(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """One more person may do what the head may."""
    place = _place(request, code, department)
    form = PersonForm(request.POST, place=place)
    if not form.is_valid():
        return _page(request, place, naming=form)
    activity.name_deputy(place, form.cleaned_data["to"], by=request.user)
    messages.success(request, _("The deputy is named."))
    return redirect("heads", code, department)


@require_POST
def withdraw_deputy(request: HttpRequest, code: str, department: str, pk: int) -> HttpResponse:
    """A deputy may no longer."""
    place = _place(request, code, department)
    person = get_object_or_404(activity.deputies(place), pk=pk)
    activity.withdraw_deputy(place, person, by=request.user)
    messages.success(request, _("The deputy is withdrawn."))
    return redirect("heads", code, department)


@require_POST
def hand_over_department(request: HttpRequest, code: str, department: str) -> HttpResponse:
    """Another head from now on."""
    place = _place(request, code, department)
    form = PersonForm(request.POST, place=place, deputies=True, auto_id="handing_%s")
    if not form.is_valid():
        return _page(request, place, handing=form)
    activity.hand_over_department(place, form.cleaned_data["to"], by=request.user)
    messages.success(request, _("The department is handed over."))
    return redirect("sheets", code)


def _place(request: HttpRequest, code: str, department: str) -> Participation:
    campaign = campaign_or_404(request, code)
    place = get_object_or_404(
        Participation.objects.visible_to(request.user).select_related("department", "head"),
        campaign=campaign,
        department__code=department,
    )
    place.campaign = campaign
    demand(can_change_heads(request.user, place), _("The head and the office change this."))
    return place


def _page(request: HttpRequest, place: Participation, **bound) -> HttpResponse:
    context = {
        "place": place,
        "deputies": activity.deputies(place),
        "naming": bound.get("naming") or PersonForm(place=place),
        # Two forms on one page: their fields need names of their own.
        "handing": bound.get("handing")
        or PersonForm(place=place, deputies=True, auto_id="handing_%s"),
    }
    return render(request, "campaigns/heads.html", context, status=422 if bound else 200)
