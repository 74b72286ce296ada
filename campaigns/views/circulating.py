"""What the office does with a document under way: a new text, a second round, urging."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns import circulating
from campaigns.access import campaign_or_404
from campaigns.forms.circulation import SecondRoundForm, TextForm
from campaigns.models import Circulation, EarlierSignature, Receipt
from campaigns.permissions import can_circulate
from campaigns.views.circulation import ON_A_PAGE, circulation_or_404
from organization import clock
from organization.access import demand


def change_text(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A new text: everybody signs again."""
    found = _for_office(request, code, pk)
    initial = {"text": found.text, "revision": found.revision}
    form = TextForm(request.POST or None, initial=initial)
    if request.method == "POST":
        found.campaign.demand_running()
        if form.is_valid():
            text, revision = form.cleaned_data["text"], form.cleaned_data["revision"]
            again = circulating.change_text(found, text, revision=revision, by=request.user)
            messages.success(
                request, _("The text was changed; %(n)d people sign again.") % {"n": again}
            )
            return redirect(found)
    context = {"form": form, "circulation": found, "signed": found.receipts.signed().count()}
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/circulation_text.html", context, status=status)


def second_round(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """重学: the basis documents go once more to the same people."""
    found = _for_office(request, code, pk)
    campaign = found.campaign
    initial = {
        "title": _("Studied again: %(title)s") % {"title": found.title},
        "organiser": found.organiser,
        "on": clock.today(),
    }
    form = SecondRoundForm(request.POST or None, campaign=campaign, initial=initial)
    if request.method == "POST":
        campaign.demand_running()
        if form.is_valid():
            sent = circulating.second_round(found, by=request.user, **form.cleaned_data)
            messages.success(request, _("Sent to %(n)d people.") % {"n": sent.receipts.count()})
            return redirect(sent)
    context = {"form": form, "circulation": found}
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/second_round.html", context, status=status)


@require_POST
def urge(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """催签: a notice to everybody who has not signed."""
    found = _for_office(request, code, pk)
    number = circulating.urge(found, by=request.user)
    messages.success(request, _("%(n)d people were urged to sign.") % {"n": number})
    return redirect(found)


@require_safe
def earlier_text(request: HttpRequest, code: str, pk: int, revision: int) -> HttpResponse:
    """A text as it was before a change, with the signatures for it."""
    campaign = campaign_or_404(request, code)
    found = circulation_or_404(request, campaign, pk)
    text = get_object_or_404(found.earlier_texts, revision=revision)
    receipts = Receipt.objects.visible_to(request.user).filter(circulation=found)
    rows = EarlierSignature.objects.filter(receipt__in=receipts, revision=revision)
    page = Paginator(rows.select_related("receipt__person", "receipt__department"), ON_A_PAGE)
    context = {
        "circulation": found,
        "earlier": text,
        "page": page.get_page(request.GET.get("page")),
    }
    return render(request, "campaigns/earlier_text.html", context)


def _for_office(request: HttpRequest, code: str, pk: int) -> Circulation:
    campaign = campaign_or_404(request, code)
    demand(can_circulate(request.user, campaign))
    return circulation_or_404(request, campaign, pk)
