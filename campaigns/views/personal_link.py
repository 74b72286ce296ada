"""A personal sheet by the link in the mail: no account needed, this one sheet and nothing else."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from campaigns.models import PersonalSheet
from campaigns.views.personal import page, save, submit
from organization import personal_links


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def personal_sheet_link(request: HttpRequest, token: str) -> HttpResponse:
    """Fill and hand in as the person of the link. Who is signed in goes on with the account."""
    found = personal_links.read(token, PersonalSheet)
    if found is None:
        raise Http404
    person, pk = found
    sheet = (
        PersonalSheet.objects.filter(pk=pk, person=person, level__chair_reviews=False)
        .select_related("level__campaign", "person", "department")
        .first()
    )
    if sheet is None:
        raise Http404
    if request.user.is_authenticated:
        return redirect(sheet)
    if request.method == "POST":
        act = submit if "signature" in request.POST else save
        return act(request, person, sheet, request.path)
    return page(request, person, sheet, request.path)
