"""意见箱 of a campaign, for its office: put up, shown as a code, closed, emptied; the rules."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from findings import opinion_boxes
from findings.forms import BoxForm, OpinionRulesForm
from findings.models import OpinionBox, OpinionRules
from findings.opinion_access import box_or_404, running
from findings.views.findings import tabs
from organization.qr import qr_path


@require_http_methods(["GET", "HEAD", "POST"])
def opinion_box_list(request: HttpRequest, code: str) -> HttpResponse:
    """The boxes with what waits in each; put up one more."""
    campaign = running(request, code)
    form = BoxForm(request.POST or None, campaign=campaign)
    if form.is_valid():
        opinion_boxes.put_up(campaign, by=request.user, **form.cleaned_data)
        messages.success(request, _("The box was put up. Print its code and show it on the site."))
        return redirect("opinion_boxes", campaign.code)
    rows = OpinionBox.objects.filter(campaign=campaign).select_related("site")
    boxes = list(rows.annotate(waiting=Count("notes")))
    context = {
        "tab": "opinions",
        "boxes": [(box, _address(box)) for box in boxes],
        "waiting_notes": sum(box.waiting for box in boxes),
        "form": form,
        "may_put_up": campaign.is_running
        and (not form.has_general or form.fields["site"].queryset.exists()),
        **tabs(campaign, request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "findings/opinion_boxes.html", context, status=status)


@require_safe
def opinion_box_code(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The public address and its code, to be shown or printed."""
    box = box_or_404(request, code, pk)
    address = _address(box)
    size, dark = qr_path(address)
    context = {"box": box, "address": address, "size": size, "dark": dark}
    return render(request, "findings/opinion_box_code.html", context)


@require_POST
def close_opinion_box(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It takes no more notes."""
    opinion_boxes.close(box_or_404(request, code, pk), by=request.user)
    messages.success(request, _("The box takes no more opinions. What is in it stays."))
    return redirect("opinion_boxes", code)


@require_POST
def reopen_opinion_box(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It takes notes again."""
    opinion_boxes.reopen(box_or_404(request, code, pk), by=request.user)
    messages.success(request, _("The box takes opinions again."))
    return redirect("opinion_boxes", code)


@require_POST
def empty_opinion_boxes(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that lies in the boxes goes into the register."""
    campaign = running(request, code)
    n = opinion_boxes.empty(campaign, by=request.user)
    words = ngettext(
        "%d opinion was taken out of the boxes into the register.",
        "%d opinions were taken out of the boxes into the register.",
        n,
    )
    messages.success(request, words % n if n else _("The boxes were empty."))
    return redirect("opinions", code)


@require_http_methods(["GET", "HEAD", "POST"])
def opinion_rules(request: HttpRequest, code: str) -> HttpResponse:
    """Topics, invitees, clocks."""
    campaign = running(request, code)
    rules = OpinionRules.of(campaign)
    form = OpinionRulesForm(request.POST or None, instance=rules)
    if form.is_valid():
        OpinionRules.of(campaign).change(by=request.user, **form.cleaned_data)
        messages.success(request, _("The rules were saved. They hold for what comes in from now."))
        return redirect("opinions", campaign.code)
    context = {"tab": "opinions", "form": form, **tabs(campaign, request.user)}
    status = 422 if form.is_bound else 200
    return render(request, "findings/opinion_rules.html", context, status=status)


def _address(box: OpinionBox) -> str:
    return f"{settings.SITE_URL}{reverse('put_in_opinion', args=[box.slug])}"
