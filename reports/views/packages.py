"""报送材料包: asked for, taken out as a file, deleted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organization.access import demand
from organization.models import NotAllowed, record
from reports import packages
from reports.forms.dispatch import PackageForm
from reports.models import Package
from reports.permissions import can_take_package, can_write_papers
from reports.views import stored
from reports.views.dispatches import issued_of, packages_state, page


@require_POST
def make_package(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Ask a worker for the package; the page shows how far it is."""
    publication = issued_of(request, code, kind)
    demand(can_write_papers(request.user, publication.campaign))
    form = PackageForm(request.POST)
    if not form.is_valid():
        return page(request, publication, status=422, package_form=form)
    try:
        packages.ask_for(publication, **form.cleaned_data, by=request.user)
    except NotAllowed as refused:
        form.add_error(None, refused.reason)
        return page(request, publication, status=409, package_form=form)
    if request.htmx:
        return render(request, "reports/_packages.html", packages_state(request, publication))
    messages.success(request, _("The package is being made. It will appear on this page."))
    return redirect("dispatches", code, kind)


@require_safe
def package_file(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponseBase:
    """The package, verified before it leaves."""
    package = _package(request, code, kind, pk)
    return stored.hand_out(
        request,
        package,
        "application/zip",
        lambda: record(
            "publication.package_downloaded",
            package.publication,
            by=request.user,
            sha256=package.sha256,
        ),
    )


@require_POST
def delete_package(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """Take a package away."""
    package = _package(request, code, kind, pk)
    demand(can_write_papers(request.user, package.publication.campaign))
    packages.delete(package, by=request.user)
    messages.success(request, _("The package was deleted."))
    return redirect("dispatches", code, kind)


def _package(request: HttpRequest, code: str, kind: str, pk: int) -> Package:
    publication = issued_of(request, code, kind)
    demand(can_take_package(request.user, publication.campaign))
    rows = packages.of_all_editions(publication).select_related("publication__campaign")
    return get_object_or_404(rows, pk=pk)
