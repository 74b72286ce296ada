"""传达签阅 on the phone: read, sign in two taps; the office exempts with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from campaigns.access import campaign_or_404
from campaigns.forms.circulation import ExemptForm, SignForm
from campaigns.models import Receipt
from campaigns.permissions import can_circulate, can_sign
from organization.access import demand
from organization.form_pages import FormPage, show
from organization.models import Person


def receipt(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The document and, for the person it went to, the signature."""
    return page(request, request.user, _receipt_or_404(request, code, pk))


@require_POST
def read(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Note that the person opened the document; the page sends this by itself."""
    found = _own_or_refused(request, code, pk)
    return note_reading(request, found, found.get_absolute_url())


@require_POST
def sign(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Sign with the typed name; only the person themself can."""
    found = _own_or_refused(request, code, pk)
    return put_signature(request, request.user, found, found.get_absolute_url())


def note_reading(request: HttpRequest, found: Receipt, address: str) -> HttpResponse:
    """The person of `found` has it before them; without a script the signature comes next."""
    found.note_reading()
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    return redirect(f"{address}?sign=1")


def put_signature(
    request: HttpRequest, person: Person, found: Receipt, address: str
) -> HttpResponse:
    """`person` signs; `address` is the page, by account or by personal link."""
    form = SignForm(request.POST, person=person)
    if not form.is_valid():
        return page(request, person, found, form)
    found.sign(form.cleaned_data["signed_name"], by=person)
    messages.success(request, _("Signed. Thank you."))
    return redirect(address)


@require_POST
def exempt(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take the person out of the count, with a reason."""
    found = _receipt_or_404(request, code, pk)
    demand(can_circulate(request.user, found.circulation.campaign))
    form = ExemptForm(request.POST)
    if not form.is_valid():
        frame = FormPage(
            act="exempt_receipt",
            title=_("%(person)s need not sign") % {"person": found.person.title},
            submit=pgettext("button", "Exempt"),
            back=found.circulation.get_absolute_url(),
            back_word=found.circulation.title,
        )
        return show(request, form, frame)
    found.exempt(form.cleaned_data["exempt_reason"], by=request.user)
    messages.success(request, _("%(person)s need not sign.") % {"person": found.person.title})
    return redirect(found.circulation)


@require_POST
def ask_again(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take an exemption back."""
    found = _receipt_or_404(request, code, pk)
    demand(can_circulate(request.user, found.circulation.campaign))
    found.ask_again(by=request.user)
    messages.success(
        request, _("%(person)s is to sign after all.") % {"person": found.person.title}
    )
    return redirect(found.circulation)


def page(
    request: HttpRequest, person: Person, found: Receipt, form: SignForm | None = None
) -> HttpResponse:
    """The document as `person` sees it, by account or by personal link."""
    is_mine = can_sign(person, found)
    circulation = found.circulation
    linked = not request.user.is_authenticated
    context = {
        "receipt": found,
        "circulation": circulation,
        "campaign": circulation.campaign,
        "linked": linked,
        "paragraphs": [line for line in circulation.text.splitlines() if line.strip()],
        "studies": circulation.studies.prefetch_related("clauses"),
        "earlier": found.earlier_signatures.all(),
        "is_mine": is_mine,
        "may_sign": is_mine and found.waits and circulation.campaign.is_running,
        "form": form or SignForm(person=found.person),
        # Without JavaScript the second tap comes after a page of its own.
        "confirming": form is not None or request.GET.get("sign") == "1",
    }
    frame = "receipt_linked" if linked else "receipt"
    return render(request, f"campaigns/{frame}.html", context, status=422 if form else 200)


def _own_or_refused(request: HttpRequest, code: str, pk: int) -> Receipt:
    """The person's own receipt, in one query; somebody else's is 403 or 404."""
    own = Receipt.objects.filter(person=request.user.pk, circulation__campaign__code=code, pk=pk)
    found = own.select_related("circulation__campaign").first()
    if found is None:
        found = _receipt_or_404(request, code, pk)
        demand(can_sign(request.user, found))
    request.campaign = found.circulation.campaign
    found.person = request.user
    return found


def _receipt_or_404(request: HttpRequest, code: str, pk: int) -> Receipt:
    campaign = campaign_or_404(request, code)
    rows = Receipt.objects.visible_to(request.user).select_related(
        "person", "department", "circulation"
    )
    found = get_object_or_404(rows, circulation__campaign=campaign, pk=pk)
    found.circulation.campaign = campaign
    return found
