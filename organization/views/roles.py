"""Giving and taking roles in a department; both hold from the person's next request on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from organization import directory
from organization.access import demand
from organization.acts import ROLES
from organization.forms.directory import RoleForm
from organization.models import Department
from organization.permissions import can_administer
from organization.views.directory import directory_page


@require_POST
def grant_role(request: HttpRequest, code: str) -> HttpResponse:
    """Make somebody head, member or launcher of the department."""
    department, form = _asked(request, code)
    if not form.is_valid():
        return directory_page(request, department, form)
    person, role = form.cleaned_data["account"], form.cleaned_data["role"]
    directory.give_role(person, role, department, by=request.user)
    words = {"person": person.title, "role": ROLES[role], "department": department.name}
    messages.success(request, _("%(person)s is now %(role)s of %(department)s.") % words)
    return redirect(department)


@require_POST
def revoke_role(request: HttpRequest, code: str) -> HttpResponse:
    """Take a role away."""
    department, form = _asked(request, code)
    if form.is_valid():
        person, role = form.cleaned_data["account"], form.cleaned_data["role"]
        directory.take_role(person, role, department, by=request.user)
        words = {"person": person.title, "role": ROLES[role], "department": department.name}
        messages.success(request, _("%(person)s is no longer %(role)s of %(department)s.") % words)
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, error)
    return redirect(department)


def _asked(request: HttpRequest, code: str) -> tuple[Department, RoleForm]:
    department = get_object_or_404(Department.objects.visible_to(request.user), code=code)
    demand(can_administer(request.user))
    return department, RoleForm(request.POST)
