"""Levels: planning and opening them, the coverage matrix, the sheets handed in."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campaigns import layers, level_order
from campaigns.access import campaign_or_404
from campaigns.charges import charges_by_name
from campaigns.coverage import coverage
from campaigns.forms.level import LevelForm
from campaigns.models import Campaign, Level, PersonalSheet, SheetStatus
from campaigns.permissions import can_oversee, can_set_up
from organization import clock
from organization.access import demand
from organization.models import NotAllowed


def levels(request: HttpRequest, code: str) -> HttpResponse:
    """The levels with due and handed-in sheets, and the matrix with its gaps by name."""
    campaign = campaign_or_404(request, code)
    demand(can_oversee(request.user, campaign))
    planned = list(campaign.levels.all())
    steps = level_order.movable(planned)
    context = {
        "campaign": campaign,
        "levels": [_line(level, steps.get(level.pk, (False, False))) for level in planned],
        "coverage": coverage(campaign, _("Departments")),
        "may_set_up": can_set_up(request.user, campaign),
    }
    return render(request, "campaigns/levels.html", context)


def add_level(request: HttpRequest, code: str) -> HttpResponse:
    """Plan one more level."""
    return _form(request, _own_campaign(request, code), None)


def change_level(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change a level that is not open yet."""
    campaign = _own_campaign(request, code)
    return _form(request, campaign, get_object_or_404(Level, campaign=campaign, pk=pk))


@require_POST
def open_level(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give every person of the level a sheet."""
    campaign = _own_campaign(request, code)
    level = get_object_or_404(Level, campaign=campaign, pk=pk)
    n = layers.open_level(level, by=request.user)
    said = _("“%(level)s” is open: %(n)d sheets were given out.") % {"level": level.name, "n": n}
    messages.success(request, said)
    return redirect(level)


@require_POST
def move_level_earlier(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put a planned level one place to the front."""
    return _move(request, code, pk, level_order.move_earlier)


@require_POST
def move_level_later(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put a planned level one place back."""
    return _move(request, code, pk, level_order.move_later)


def remove_level(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a planned level out, after saying what goes with it."""
    campaign = _own_campaign(request, code)
    level = get_object_or_404(Level, campaign=campaign, pk=pk)
    if request.method == "POST":
        level_order.remove_level(level, by=request.user)
        messages.success(request, _("“%(level)s” is removed.") % {"level": level.name})
        return redirect("levels", code)
    if level.status != Level.Status.PLANNED:
        raise NotAllowed(_("The level is open: its people have their sheets already."))
    context = {"campaign": campaign, "level": level, "asked": level.asked.select_related("item")}
    return render(request, "campaigns/level_remove.html", context)


def level_sheets(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Who has handed in (已报) and who has not (未报), as far as the person may see them."""
    campaign = campaign_or_404(request, code)
    level = get_object_or_404(Level, campaign=campaign, pk=pk)
    sheets = (
        PersonalSheet.objects.visible_to(request.user)
        .filter(level=level)
        .exclude(person=request.user)
        .select_related("person", "department", "level__campaign")
    )
    demand(can_oversee(request.user, campaign) or sheets.exists())
    context = {"level": level, "sheets": sheets, "today": clock.today()}
    return render(request, "campaigns/level_sheets.html", context)


def _line(level: Level, steps: tuple[bool, bool]) -> dict:
    # Counted past `visible_to`: the office knows how many leaders have handed in, not what.
    statuses = list(level.sheets.values_list("status", flat=True))
    handed_in = sum(status in SheetStatus.handed_in for status in statuses)
    return {
        "level": level,
        "can_go": steps,
        "items": level.asked.count(),
        "people": level.people().count(),
        "charges": charges_by_name(level) if level.status == Level.Status.PLANNED else [],
        "due": len(statuses),
        "handed_in": handed_in,
        "missing": len(statuses) - handed_in,
    }


def _own_campaign(request: HttpRequest, code: str) -> Campaign:
    campaign = campaign_or_404(request, code)
    demand(can_set_up(request.user, campaign), _("The office sets up levels."))
    return campaign


def _move(request: HttpRequest, code: str, pk: int, verb: Callable[..., Level]) -> HttpResponse:
    campaign = _own_campaign(request, code)
    level = verb(get_object_or_404(Level, campaign=campaign, pk=pk), by=request.user)
    messages.success(request, _("“%(level)s” has another place now.") % {"level": level.name})
    return redirect(level)


def _form(request: HttpRequest, campaign: Campaign, level: Level | None) -> HttpResponse:
    form = LevelForm(request.POST or None, instance=level, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        items, fields = form.cleaned_data["chosen"], form.level_fields()
        fields["questions"] = form.questions()
        if level is None:
            level = layers.plan_level(campaign, items, by=request.user, **fields)
        else:
            level = layers.change_level(level, items, by=request.user, **fields)
        messages.success(request, _("“%(level)s” is planned.") % {"level": level.name})
        return redirect(level)
    context = {"form": form, "level": level, "campaign": campaign}
    return render(
        request, "campaigns/level_form.html", context, status=422 if form.is_bound else 200
    )
