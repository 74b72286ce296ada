"""延期审批: a leader answers many extensions on one page, all of them or none."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organization.access import demand
from organization.lists import in_a_row
from rectification.access import ledger_or_404
from rectification.deciding import decide_together, waiting_for
from rectification.forms.deciding import DecisionsForm
from rectification.models import Extension


@require_http_methods(["GET", "HEAD", "POST"])
def decide_extensions(request: HttpRequest, code: str) -> HttpResponse:
    """What the person may answer, each with its reason and its own answer."""
    campaign = ledger_or_404(request, code)
    leads = request.user.roles.on_campaign(campaign.pk, "leader")
    demand(
        leads, _("A leader decides; from the second extension on the chair of the leading group.")
    )
    rows = [row for row in waiting_for(request.user) if row.task.campaign_id == campaign.pk]
    form = DecisionsForm(request.POST or None, extensions=rows)
    status = 200
    if request.method == "POST":
        campaign.demand_running()
        status = _decide(request, form)
        if status == 302:
            return redirect("extensions", campaign.code)
    context = {"campaign": campaign, "form": form, "rows": form.rows()}
    return render(request, "rectification/decide_extensions.html", context, status=status)


def _decide(request: HttpRequest, form: DecisionsForm) -> int:
    """Decide, or say at each row why not: 302, 409 or 422."""
    gone = _gone(request, form)
    if not gone and not form.is_valid():
        return 422
    refused = {} if gone else decide_together(form.decisions(), by=request.user)
    if not gone and not refused:
        granted = sum(one.is_granted for one in form.decisions())
        values = {"granted": granted, "refused": len(form.decisions()) - granted}
        said = _("Granted: %(granted)d. Refused: %(refused)d.")
        messages.success(request, said % values)
        return 302
    for key, why in refused.items():
        form.add_error(f"say_{key}", why)
    if gone:
        titles = in_a_row(row.task.title for row in gone)
        form.add_error(None, _("Answered or withdrawn meanwhile: %(titles)s") % {"titles": titles})
    form.add_error(None, _("Nothing was decided. Your answers are still on this page."))
    return 409


def _gone(request: HttpRequest, form: DecisionsForm) -> list[Extension]:
    """What the person wanted to answer and no longer can."""
    rest = request.POST.get("rest")
    wanted = {
        int(key)
        for key, said in ((name.removeprefix("say_"), said) for name, said in request.POST.items())
        if key.isdecimal() and len(key) < 19 and (said or rest)
    }
    wanted -= {row.pk for row in form.extensions}
    gone = Extension.objects.visible_to(request.user).filter(pk__in=wanted)
    return list(gone.select_related("task"))
