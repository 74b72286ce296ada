"""传达签阅 on the phone: read, sign in two taps; the office exempts with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns.access import campaign_or_404
from campaigns.forms.mobilization import ExemptForm, SignForm
from campaigns.models import Receipt
from campaigns.permissions import can_circulate, can_sign
from organization.access import demand


def receipt(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The document and, for the person it went to, the signature."""
    return _page(request, _receipt_or_404(request, code, pk))


@require_POST
def read(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Note that the person opened the document; the page sends this by itself."""
    found = _receipt_or_404(request, code, pk)
    demand(can_sign(request.user, found))
    found.note_reading()
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    return redirect(f"{found.get_absolute_url()}?sign=1")


@require_POST
def sign(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Sign with the typed name; only the person themself can."""
    found = _receipt_or_404(request, code, pk)
    demand(can_sign(request.user, found))
    form = SignForm(request.POST, person=request.user)
    if not form.is_valid():
        return _page(request, found, form)
    found.sign(form.cleaned_data["signed_name"], by=request.user)
    messages.success(request, _("Signed. Thank you."))
    return redirect(found)


@require_POST
def exempt(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take the person out of the count, with a reason."""
    found = _receipt_or_404(request, code, pk)
    demand(can_circulate(request.user, found.circulation.campaign))
    form = ExemptForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("An exemption needs a reason."))
        return redirect(found.circulation)
    found.exempt(form.cleaned_data["exempt_reason"], by=request.user)
    messages.success(request, _("%(person)s need not sign.") % {"person": found.person.title})
    return redirect(found.circulation)


def _page(request: HttpRequest, found: Receipt, form: SignForm | None = None) -> HttpResponse:
    is_mine = can_sign(request.user, found)
    open_status = found.status in (Receipt.Status.UNREAD, Receipt.Status.READ)
    campaign = found.circulation.campaign
    context = {
        "receipt": found,
        "circulation": found.circulation,
        "paragraphs": [line for line in found.circulation.text.splitlines() if line.strip()],
        "is_mine": is_mine,
        "may_sign": is_mine and open_status and campaign.is_running,
        "form": form or SignForm(person=request.user),
        # Without JavaScript the second tap comes after a page of its own.
        "confirming": form is not None or request.GET.get("sign") == "1",
    }
    return render(request, "campaigns/receipt.html", context, status=422 if form else 200)


def _receipt_or_404(request: HttpRequest, code: str, pk: int) -> Receipt:
    campaign = campaign_or_404(request, code)
    rows = Receipt.objects.visible_to(request.user).select_related(
        "person", "department", "circulation"
    )
    found = get_object_or_404(rows, circulation__campaign=campaign, pk=pk)
    found.circulation.campaign = campaign
    return found
