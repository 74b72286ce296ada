"""The directory: the department tree with its people, kept by the administrator."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organization import directory as activity
from organization.access import demand
from organization.forms.directory import DepartmentForm, RoleForm
from organization.models import Department, DepartmentRole, Person
from organization.permissions import can_administer, can_invite
from organization.tree import tree

PAGE = 50


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The tree, open at the reader's own department; `?q=` finds people by name or post."""
    return directory_page(request, request.user.department)


@require_safe
def department(request: HttpRequest, code: str) -> HttpResponse:
    """One department: its people with posts, levels and roles."""
    shown = Department.objects.visible_to(request.user)
    return directory_page(request, get_object_or_404(shown.select_related("parent"), code=code))


def department_add(request: HttpRequest) -> HttpResponse:
    """A new department; `?below=<code>` chooses what it lies below."""
    demand(can_administer(request.user))
    below = Department.objects.filter(code=request.GET.get("below", "")).first()
    form = DepartmentForm(request.POST or None, initial={"parent": below})
    if request.method == "POST" and form.is_valid():
        made = activity.add_department(by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s was added.") % {"name": made.name})
        return redirect(made)
    context = {"form": form, "department": below}
    return render(request, "organization/department_form.html", context, status=_status(form))


def department_change(request: HttpRequest, code: str) -> HttpResponse:
    """Name, kind, place in the tree, or the day it was dissolved."""
    found = get_object_or_404(Department.objects.visible_to(request.user), code=code)
    demand(can_administer(request.user))
    form = DepartmentForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        fresh = Department.objects.get(pk=found.pk)  # the form has written into `found`
        activity.change_department(fresh, by=request.user, **changes)
        messages.success(request, _("Saved."))
        return redirect(fresh)
    context = {"form": form, "department": Department.objects.get(pk=found.pk)}
    return render(request, "organization/department_form.html", context, status=_status(form))


def _status(form) -> int:
    return 422 if form.is_bound else 200


def directory_page(
    request: HttpRequest, shown: Department, role_form: RoleForm | None = None
) -> HttpResponse:
    """The page of a department; a `role_form` that was refused keeps what was typed, with 422."""
    everybody = Person.objects.visible_to(request.user)
    query = request.GET.get("q", "").strip()[:40]
    people = everybody.filter(department=shown)
    if query:
        people = everybody.filter(Q(name__contains=query) | Q(post__contains=query))
    page = Paginator(people.select_related("department"), PAGE).get_page(request.GET.get("page"))
    context = {
        "department": shown,
        "branches": tree(Department.objects.visible_to(request.user).standing()),
        "page": page,
        "people": _with_roles(page),
        "query": query,
        "grants": _grants(shown, request.user),
        "may_administer": can_administer(request.user),
        "may_invite": can_invite(request.user),
        "role_form": role_form or RoleForm(),
    }
    status = 422 if role_form else 200
    return render(request, "organization/directory.html", context, status=status)


def _grants(department: Department, reader: Person) -> list[DepartmentRole]:
    """Who holds which role on the department itself, heads first."""
    rows = (
        DepartmentRole.objects.filter(
            content_object=department, user__in=Person.objects.visible_to(reader)
        )
        .select_related("user", "user__department", "permission")
        .order_by("permission__codename", "user__order", "user__account")
    )
    return list(rows)


def _with_roles(people) -> list[tuple[Person, list[DepartmentRole]]]:
    """Each person with the roles in departments; one query for the page."""
    held: dict[int, list[DepartmentRole]] = {}
    for row in DepartmentRole.objects.filter(
        user__in=[person.pk for person in people]
    ).select_related("permission", "content_object"):
        held.setdefault(row.user_id, []).append(row)
    return [(person, held.get(person.pk, [])) for person in people]
