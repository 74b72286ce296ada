"""A person of the directory: read by everybody, kept by the administrator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from organization import directory
from organization.access import demand
from organization.form_pages import refusals_in
from organization.forms.directory import PersonForm
from organization.models import Department, DepartmentRole, Person
from organization.permissions import can_administer, can_invite


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Post, department and roles; e-mail and mobile only for the administrator and oneself."""
    return _page(request, _fetch(request, pk))


def person_add(request: HttpRequest, code: str) -> HttpResponse:
    """A new account in a department, without a password at first."""
    department = get_object_or_404(Department.objects.visible_to(request.user), code=code)
    demand(can_administer(request.user))
    form = PersonForm(request.POST or None, initial={"department": department})
    if request.method == "POST" and form.is_valid():
        made = directory.add_person(by=request.user, **form.cleaned_data)
        messages.success(
            request, _("The account was opened. Now invite the person, or give it a password.")
        )
        return redirect(made)
    context = {"form": form, "department": department}
    return render(
        request, "organization/person_form.html", context, status=422 if form.is_bound else 200
    )


def person_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a personal record."""
    found = _fetch(request, pk)
    demand(can_administer(request.user))
    form = PersonForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        fresh = Person.objects.get(pk=pk)  # the form has written into `found`
        with refusals_in(form):
            directory.change_person(fresh, by=request.user, **changes)
            messages.success(request, _("Saved."))
            return redirect(fresh)
    context = {"form": form, "shown": Person.objects.get(pk=pk)}
    return render(
        request, "organization/person_form.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def person_disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the account; the person is out at the next request."""
    found = _fetch(request, pk)
    demand(can_administer(request.user))
    directory.disable(found, by=request.user)
    messages.success(request, _("The account was closed."))
    return redirect(found)


@require_POST
def person_enable(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    found = _fetch(request, pk)
    demand(can_administer(request.user))
    directory.enable(found, by=request.user)
    messages.success(request, _("The account was opened again."))
    return redirect(found)


@never_cache
@require_POST
def password_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """A new random password, shown on this one answer and nowhere else."""
    found = _fetch(request, pk)
    demand(can_administer(request.user))
    return _page(request, found, password=directory.reset_password(found, by=request.user))


def _fetch(request: HttpRequest, pk: int) -> Person:
    shown = Person.objects.visible_to(request.user).select_related("department")
    return get_object_or_404(shown, pk=pk)


def _may_invite(reader: Person, shown: Person) -> bool:
    return can_invite(reader) and Person.objects.invited_by(reader).filter(pk=shown.pk).exists()


def _page(request: HttpRequest, shown: Person, password: str = "") -> HttpResponse:
    may_administer = can_administer(request.user)
    rows = DepartmentRole.objects.filter(user=shown).select_related("permission", "content_object")
    context = {
        "shown": shown,
        "charge": shown.in_charge_of.all(),
        "roles": rows.order_by("content_object__order", "permission__codename"),
        "may_administer": may_administer,
        "may_invite": not shown.has_usable_password() and _may_invite(request.user, shown),
        "may_see_contact": may_administer or shown.pk == request.user.pk,
        "is_oneself": shown.pk == request.user.pk,
        "password": password,
    }
    return render(request, "organization/person.html", context)
