"""A document by the link in the mail: read and signed without an account, this one only."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from campaigns.models import Receipt
from campaigns.views.receipts import note_reading, page, put_signature
from organization import personal_links


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt_link(request: HttpRequest, token: str) -> HttpResponse:
    """Read and sign as the person of the link. Who is signed in goes on with the account."""
    person, pk = personal_links.open_link(token, Receipt)
    found = (
        Receipt.objects.filter(pk=pk, person=person)
        .select_related("circulation__campaign", "department")
        .first()
    )
    if found is None:
        raise personal_links.refuse(Receipt, "other", person)
    if request.user.is_authenticated:
        return redirect(found)
    found.person = person
    if request.method == "POST":
        if "signed_name" in request.POST:
            if not found.waits:  # refused below, where the state decides
                personal_links.refuse(Receipt, "used", person)
            return put_signature(request, person, found, request.path)
        return note_reading(request, found, request.path)
    return page(request, person, found)
