"""What the papers have for evaluators: words published to them, and their letter (聘书)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from findings import evaluators
from findings.access import own_term_or_404, surveying_or_404
from findings.masking import masked
from findings.models import EvaluatorTerm
from findings.permissions import can_lead_evaluation
from organization.access import demand
from reports import publishable
from reports.forms.evaluators import PublishForm
from reports.papers import appointment_letter as paper
from reports.renderers.html import render_html
from reports.views.sheets import Found, Sheet, file_of


@require_http_methods(["GET", "HEAD", "POST"])
def publish_to_evaluators(request: HttpRequest, code: str) -> HttpResponse:
    """Choose (`?from=`), word, look at it as they will read it, publish."""
    campaign = surveying_or_404(request, code)
    demand(can_lead_evaluation(request.user, campaign))
    form = PublishForm(request.POST or None, initial=_initial(request, campaign))
    sent, seen = form.is_valid(), None
    if sent and "publish" in request.POST:
        said = form.cleaned_data
        sheet = evaluators.publish(campaign, said["title"], said["text"], by=request.user)
        messages.success(request, _("Published; evaluators read “%(title)s” now.") % vars(sheet))
        return redirect("evaluators", code)
    if sent and "change" not in request.POST:
        seen = [masked(form.cleaned_data[name]) for name in ("title", "text")]
    context = {
        "form": form,
        "offers": publishable.offers(campaign),
        "chosen": request.GET.get("from", ""),
        "tab": "evaluators",
        "seen": seen,
        "replaced": sum(part.replaced for part in seen or ()),
        "readers": len(evaluators.in_office(campaign)),
    }
    status = 422 if form.is_bound and not sent else 200
    return render(request, "reports/publish_to_evaluators.html", context, status=status)


def appointed(request: HttpRequest, code: str, pk: int) -> Found:
    """聘书 of an evaluator, for whoever oversees the campaign."""
    campaign = surveying_or_404(request, code)
    rows = EvaluatorTerm.objects.filter(campaign=campaign).select_related("person__department")
    term = get_object_or_404(rows, pk=pk)
    term.campaign = campaign
    return Found(term, paper.write(term))


APPOINTMENT = Sheet(
    "appointment",
    "campaigns/<str:code>/evaluators/<int:pk>/letter/",
    gettext_lazy("Letter of appointment"),
    appointed,
)


@require_safe
def own_appointment(request: HttpRequest, code: str, format_: str = "") -> HttpResponse:
    """The own 聘书, while it holds."""
    term = own_term_or_404(request, code)
    document = paper.write(term)
    if format_:
        return file_of(request, term, document, format_)
    context = {"term": term, "html": render_html(document)}
    return render(request, "reports/own_appointment.html", context)


def _initial(request: HttpRequest, campaign) -> dict[str, str]:
    key = request.GET.get("from", "")
    if not key:
        return {}
    try:
        title, text = publishable.words(campaign, key)
    except LookupError as error:
        raise Http404 from error
    return {"title": masked(title).text, "text": masked(text).text}
