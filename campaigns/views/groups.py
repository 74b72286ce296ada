"""Leading group, inspection group and work groups: who is in them; the roles follow."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns.access import campaign_or_404
from campaigns.forms.leadership import GroupForm, MemberForm
from campaigns.models import Campaign, Group, Membership
from campaigns.models.leadership import by_rank
from campaigns.permissions import can_oversee, can_set_up
from campaigns.preflight import taking_part
from organization.access import demand
from organization.models import DepartmentRole, Person

FOUND = 20  # people the picker offers at once


def groups(request: HttpRequest, code: str) -> HttpResponse:
    """The groups of a campaign; the office sets up new ones."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    may = can_set_up(request.user, campaign)
    form = GroupForm(request.POST or None, campaign=campaign)
    if request.method == "POST":
        demand(may)
        if form.is_valid():
            group = Group.set_up(campaign, by=request.user, **form.cleaned_data)
            messages.success(request, _("The group was set up. Now choose its members."))
            return redirect(group)
    rows = campaign.groups.select_related("office").prefetch_related(
        "memberships__person__department"
    )
    context = {
        "groups": in_a_tree(rows),
        "form": form,
        "may_set_up": may and campaign.status not in Campaign.Status.over,
    }
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/groups.html", context, status=status)


def in_a_tree(groups: Iterable[Group]) -> list[tuple[Group, int, list[Membership]]]:
    """Every group behind the one it belongs to: its depth, and its members by rank."""
    below: dict[int | None, list[Group]] = {}
    for group in groups:
        below.setdefault(group.parent_id, []).append(group)

    def walk(above: int | None, depth: int) -> Iterator[tuple[Group, int, list[Membership]]]:
        for group in below.get(above, ()):
            yield group, depth, by_rank(group.memberships.all())
            yield from walk(group.pk, depth + 1)

    return list(walk(None, 0))


def group(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The members of a group, and people to choose from (`?q=` searches)."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    found = _group_or_404(campaign, pk)
    words = request.GET.get("q", "").strip()
    may = can_set_up(request.user, campaign) and campaign.status not in Campaign.Status.over
    people = _search(words) if words else _usual(campaign)
    people = people.exclude(memberships__group=found).select_related("department")
    context = {
        "group": found,
        "members": by_rank(found.memberships.select_related("person__department")),
        "subgroups": found.subgroups.all(),
        "people": people[:FOUND] if may else (),
        "offices": Membership.Office.choices,
        "q": words,
        "may_set_up": may,
    }
    return render(request, "campaigns/group.html", context)


def change_group(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Name, duties, office and place in the tree."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    found = _group_or_404(campaign, pk)
    form = GroupForm(request.POST or None, campaign=campaign, instance=found)
    if request.method == "POST" and form.is_valid():
        _group_or_404(campaign, pk).change(by=request.user, **form.cleaned_data)
        messages.success(request, _("The group was changed."))
        return redirect(found)
    context = {"group": _group_or_404(campaign, pk), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "campaigns/group_change.html", context, status=status)


@require_POST
def dissolve_group(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """End a group with its sub-groups; the roles of their members end too."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    found = _group_or_404(campaign, pk)
    found.dissolve(by=request.user)
    messages.success(request, _("%(group)s was dissolved.") % {"group": found.name})
    return redirect("groups", code)


@require_POST
def join(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Make a person a member, or give a member another office; the role of the group follows."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    found = _group_or_404(campaign, pk)
    form = MemberForm(request.POST)
    if form.is_valid():
        person = form.cleaned_data["person"]
        found.add(person, form.cleaned_data["office"], by=request.user)
        messages.success(request, _("%(person)s is in the group.") % {"person": person.title})
    else:
        messages.warning(request, _("Choose a person."))
    return redirect(found)


@require_POST
def leave(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """End a membership and the role that came with it."""
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign))
    found = _group_or_404(campaign, pk)
    keys = request.POST.get("person", "")
    person = get_object_or_404(
        Person, memberships__group=found, pk=int(keys) if keys.isdecimal() else 0
    )
    found.remove(person, by=request.user)
    messages.success(request, _("%(person)s has left the group.") % {"person": person.title})
    return redirect(found)


def _group_or_404(campaign: Campaign, pk: int) -> Group:
    found = get_object_or_404(
        Group.objects.select_related("parent", "office"), campaign=campaign, pk=pk
    )
    found.campaign = campaign
    return found


def _search(words: str) -> QuerySet[Person]:
    return Person.objects.active().filter(
        Q(name__icontains=words)
        | Q(post__icontains=words)
        | Q(account__istartswith=words)
        | Q(department__name__icontains=words)
    )


def _usual(campaign: Campaign) -> QuerySet[Person]:
    """Whom one looks for first: the executives, and the heads of the departments."""
    heads = DepartmentRole.objects.filter(
        permission__codename="head", content_object__in=taking_part(campaign)
    )
    return Person.objects.active().filter(
        Q(level=Person.Level.EXECUTIVE) | Q(pk__in=heads.values("user"))
    )
