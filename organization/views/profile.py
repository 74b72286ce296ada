"""单位概况: what holds on a day, honours, earlier appraisals; kept by launchers and offices."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organization import clock, profile
from organization.access import demand
from organization.forms.profile import AppraisalForm, FactForm, HonourForm, TakeOffForm
from organization.models import Department, EarlierAppraisal, Honour, NotAllowed, UnitFact
from organization.permissions import can_keep_profile

KINDS = {"facts": UnitFact, "honours": Honour, "appraisals": EarlierAppraisal}


@require_safe
def unit_profile(request: HttpRequest, code: str) -> HttpResponse:
    """What holds today, or on the day `?on=`; `?fact=` fills the label of a newer value in."""
    return _page(request, _unit(request, code))


@require_POST
def keep_fact(request: HttpRequest, code: str) -> HttpResponse:
    """Write down a fact with its day; a newer day is one more row."""
    return _keep(request, code, FactForm(request.POST), "fact", profile.keep_fact)


@require_POST
def keep_honour(request: HttpRequest, code: str) -> HttpResponse:
    """Write down an honour."""
    return _keep(
        request, code, HonourForm(request.POST, auto_id="honour_%s"), "honour", profile.keep_honour
    )


@require_POST
def keep_appraisal(request: HttpRequest, code: str) -> HttpResponse:
    """Write down a year of an earlier appraisal."""
    form = AppraisalForm(request.POST, auto_id="appraisal_%s")
    return _keep(request, code, form, "appraisal", profile.keep_appraisal)


@require_http_methods(["GET", "HEAD", "POST"])
def take_off(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """Take a row off that was entered wrongly, with a reason."""
    unit = _unit(request, code)
    if kind not in KINDS:
        raise Http404
    row = get_object_or_404(KINDS[kind], unit=unit, pk=pk)
    demand(can_keep_profile(request.user, unit))
    form = TakeOffForm(request.POST or None)
    if form.is_valid():
        profile.take_off(row, form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Taken off the record."))
        return redirect("unit_profile", code)
    context = {"form": form, "row": row, "kind": kind, "unit": unit}
    status = 422 if form.is_bound else 200
    return render(request, "organization/profile_take_off.html", context, status=status)


def _unit(request: HttpRequest, code: str) -> Department:
    return get_object_or_404(Department.objects.visible_to(request.user), code=code)


def _keep(
    request: HttpRequest, code: str, form: BaseForm, name: str, verb: Callable
) -> HttpResponse:
    unit = _unit(request, code)
    demand(can_keep_profile(request.user, unit))
    if form.is_valid():
        try:
            verb(unit, **form.cleaned_data, by=request.user)
        except NotAllowed as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, _("Written down."))
            return redirect("unit_profile", code)
    return _page(request, unit, {f"{name}_form": form}, status=422)


def _page(request: HttpRequest, unit: Department, forms: dict | None = None, status: int = 200):
    today = clock.today()
    on = _day(request.GET.get("on", "")) or today
    told = profile.history(unit, on)
    context = {
        "unit": unit,
        "on": on,
        "is_today": on == today,
        "facts": [(now, others, profile.is_old(now, on)) for now, others in told],
        "sentence": _by_day([now for now, _others in told]),
        "old": len(profile.old_facts(unit)),
        "labels": UnitFact.objects.filter(unit=unit).order_by().values_list("label").distinct(),
        "honours": unit.honours.all(),
        "appraisals": unit.earlier_appraisals.all(),
        "may_keep": can_keep_profile(request.user, unit),
        "fact_form": FactForm(initial={"label": request.GET.get("fact", "")[:60]}),
        "honour_form": HonourForm(auto_id="honour_%s"),
        "appraisal_form": AppraisalForm(auto_id="appraisal_%s"),
        **(forms or {}),
    }
    return render(request, "organization/profile.html", context, status=status)


def _by_day(facts: list[UnitFact]) -> list[tuple[date, list[UnitFact]]]:
    """As a paper says it: what has the same day stands together, the latest day first."""
    days: dict[date, list[UnitFact]] = {}
    for fact in facts:
        days.setdefault(fact.as_of, []).append(fact)
    return sorted(days.items(), reverse=True)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
