"""检查脚本: what is looked at in a site. A script that visits are planned with stays as it is."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from findings.models import ListWord, ScriptPoint, VisitScript
from findings.word_lists import take_usual, usual
from organization import clock, refusals
from organization.models import NotAllowed, Person, record

Point = tuple[str, int, str]  # what is looked at, the points at most, the class of fault


def make_script(
    campaign: Campaign, title: str, points: Iterable[Point], *, by: Person
) -> VisitScript:
    """A script with its points. Raises NotAllowed for a title that is there already, without
    points, and for a class that the campaign does not have."""
    campaign.demand_changeable()
    try:
        with transaction.atomic():
            script = VisitScript.objects.create(
                campaign=campaign, title=title, made_by=by, made_at=clock.now()
            )
            _write(script, points)
            record("visitscript.made", script, by=by)
    except IntegrityError as error:
        raise NotAllowed(refusals.explain(error)) from error
    return script


def usual_script(campaign: Campaign, *, by: Person) -> VisitScript:
    """The usual script, with the usual lists where the campaign has none."""
    with transaction.atomic():
        take_usual(campaign, by=by)
        form = usual()["script"]
        known = set(ListWord.objects.of(campaign, "fault_class").values_list("name", flat=True))
        points = [(one["text"], one["most"], one["class"]) for one in form["points"]]
        return make_script(campaign, form["title"], [p for p in points if p[2] in known], by=by)


@transaction.atomic
def change_points(script: VisitScript, points: Iterable[Point], *, by: Person) -> None:
    """Other points. Raises NotAllowed once visits are planned with the script."""
    script.campaign.demand_changeable()
    if script.plans.exists():
        raise NotAllowed(_("Visits are planned with this script: make a new one."))
    script.points.all().delete()
    _write(script, points)
    record("visitscript.changed", script, by=by)


def _write(script: VisitScript, points: Iterable[Point]) -> None:
    rows = list(points)
    if not rows:
        raise NotAllowed(_("A script needs at least one point."))
    classes = ListWord.objects.named(script.campaign, "fault_class", {name for *_r, name in rows})
    for order, (text, most, name) in enumerate(rows):
        if name not in classes:
            raise NotAllowed(_("There is no class of fault “%(name)s”.") % {"name": name})
        ScriptPoint.objects.create(
            script=script, order=order, text=text, most=most, fault_class=classes[name]
        )
