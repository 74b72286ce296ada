"""Acts on several tasks of the ledger, and the views that people keep."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from organization.access import demand
from rectification import ledger_bulk as bulk
from rectification import ledger_views
from rectification.access import ledger_or_404
from rectification.forms.ledger_bulk import DeadlineForm, PeopleForm
from rectification.forms.ledger_view import LedgerViewForm
from rectification.ledger_query import visible_tasks
from rectification.models import LedgerView
from rectification.permissions import can_plan

FORMS = {"people": PeopleForm, "deadline": DeadlineForm}


@require_http_methods(["GET", "HEAD", "POST"])
def ledger_bulk(request: HttpRequest, code: str) -> HttpResponse:
    """The chosen tasks, what they get and what becomes of each; a POST does what was looked at."""
    campaign = ledger_or_404(request, code)
    demand(can_plan(request.user, campaign), _("The office keeps the ledger."))
    asked = request.POST or request.GET
    own = visible_tasks(campaign, request.user)
    keys = [int(key) for key in asked.getlist("task") if key.isdecimal() and len(key) < 19]
    tasks = bulk.chosen(own, keys)
    act = asked.get("act") if asked.get("act") in FORMS else "people"
    form = FORMS[act](asked if "look" in asked else None, tasks=tasks)
    is_read = form.is_bound and form.is_valid()
    if request.method == "POST" and is_read:
        seen = bulk.read_marks(asked.getlist("seen"))
        n = bulk.apply(own, form.change(), seen, by=request.user)
        said = ngettext("%(n)d task was changed.", "%(n)d tasks were changed.", n)
        messages.success(request, said % {"n": n})
        return redirect("ledger", campaign.code)
    rows = bulk.preview(tasks, form.change()) if is_read else []
    context = {
        "campaign": campaign,
        "form": form,
        "act": act,
        "tasks": tasks,
        "changing": [row for row in rows if not row.why],
        "refused": [row for row in rows if row.why],
        "is_read": is_read,
    }
    status = 422 if form.errors else 200
    return render(request, "rectification/ledger_bulk.html", context, status=status)


@require_POST
def keep_view(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the filters as they stand under a name."""
    campaign = ledger_or_404(request, code)
    may_share = can_plan(request.user, campaign)
    form = LedgerViewForm(request.POST, may_share=may_share)
    query = request.POST.get("query", "").lstrip("?")
    if not form.is_valid():
        messages.error(request, _("Not kept: a view needs a name of at most 40 characters."))
        return redirect(f"{reverse('ledger', args=[code])}?{query}")
    values = form.cleaned_data
    view = ledger_views.keep(
        campaign,
        values["name"],
        query,
        by=request.user,
        shared=values.get("is_shared", False),
        opens=values["opens"],
    )
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
    return redirect(view.address)


@require_POST
def forget_view(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a view away: the own ones, and for the office those that are shared."""
    campaign = ledger_or_404(request, code)
    shown = LedgerView.objects.visible_to(request.user).filter(campaign=campaign)
    view = get_object_or_404(shown, pk=pk)
    demand(LedgerView.objects.changeable_by(request.user).filter(pk=pk).exists())
    ledger_views.forget(view, by=request.user)
    messages.success(request, _("The view “%(name)s” is gone.") % {"name": view.name})
    return redirect(f"{reverse('ledger', args=[code])}?sort=")
