"""催办 by hand: the chosen tasks, who hears of them, the words, the list of names."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from organization.access import demand
from rectification import ledger_bulk, urging
from rectification.access import ledger_or_404
from rectification.forms.urging import UrgeForm
from rectification.ledger_query import visible_tasks
from rectification.permissions import can_plan


@require_http_methods(["GET", "HEAD", "POST"])
def urge_tasks(request: HttpRequest, code: str) -> HttpResponse:
    """Look at whom it reaches, change the words, send it; `?task=` names the tasks."""
    campaign = ledger_or_404(request, code)
    demand(can_plan(request.user, campaign), _("The office keeps the ledger."))
    asked = request.POST or request.GET
    own = visible_tasks(campaign, request.user)
    keys = [int(key) for key in asked.getlist("task") if key.isdecimal() and len(key) < 19]
    tasks = ledger_bulk.chosen(own, keys)
    form = UrgeForm(request.POST or None, initial={"words": urging.ready_words()})
    if tasks and form.is_valid():
        chosen = own.filter(pk__in=[task.pk for task in tasks])
        n = urging.urge(chosen, form.cleaned_data["words"], by=request.user)
        said = ngettext("%(n)d reminder was sent.", "%(n)d reminders were sent.", n)
        told = said % {"n": n} if n else _("Everybody concerned was urged today already.")
        messages.success(request, told)
        return redirect(tasks[0]) if len(tasks) == 1 else redirect("ledger", code)
    found = urging.rows(tasks)
    context = {
        "campaign": campaign,
        "form": form,
        "tasks": tasks,
        "rows": [row for row in found if not row.why],
        "refused": [row for row in found if row.why],
        "number": sum(len(row.fresh) for row in found),
        "said": urging.said(found),
        "names": urging.names(found),
    }
    return render(request, "rectification/urge.html", context, status=422 if form.errors else 200)
