"""The event log, and the one door through which every status changes.

An event is written in the transaction of the act it records: either both stand or
neither does. It points at things by value, so that it survives them.
"""

from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Self

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organization import clock
from organization.scope import Scoped, in_campaigns, in_departments

BATCH = 500


class NotAllowed(Exception):
    """A move that is not in the table, or a race that was lost. Becomes a 409 page.

    `field` names what of that which was handed in does not do, "" where it is the state of
    things; in a form that has this field the reason then stands at it (`form_pages.refusals_in`).
    """

    def __init__(self, reason: str = "", *, reasons: tuple = (), field: str = "") -> None:
        self.reason = reason or _("This has been dealt with in the meantime. Please look again.")
        self.reasons = reasons
        self.field = field
        super().__init__(self.reason)


@dataclass(frozen=True)
class Request:
    """Where an act came from: address and request id, "" outside a request."""

    address: str = ""
    request_id: str = ""


NOWHERE = Request()
current_request: ContextVar[Request] = ContextVar("current_request", default=NOWHERE)


class EventQuerySet(Scoped["Event"]):
    """Events, newest first."""

    def visible_to(self, person) -> Self:
        """The auditor reads all; others what lies in their campaigns and departments."""
        if person.duty == "auditor":
            return self
        from organization.models.department import Department

        departments = Department.objects.filter(in_departments(person, "")).values("pk")
        return self.filter(
            in_campaigns(person, "campaign_pk")
            | models.Q(department_pk__in=departments, department_pk__isnull=False)
        )

    def about(self, *things: models.Model) -> Self:
        """The timeline of one thing, or of some that belong together."""
        meant = models.Q(pk__in=())
        for label in {thing._meta.label_lower for thing in things}:
            pks = [thing.pk for thing in things if thing._meta.label_lower == label]
            meant |= models.Q(thing=label, thing_pk__in=pks)
        return self.filter(meant)


class Event(models.Model):
    """One accepted act: who did what to which thing, when, from where."""

    at = models.DateTimeField(gettext_lazy("time"))
    actor_pk = models.BigIntegerField(null=True)
    actor = models.CharField(gettext_lazy("person"), max_length=120, blank=True)
    roles = models.CharField(max_length=120, blank=True)
    kind = models.CharField(gettext_lazy("act"), max_length=60)
    thing = models.CharField(max_length=60)
    thing_pk = models.BigIntegerField(null=True)
    label = models.CharField(gettext_lazy("object"), max_length=120, blank=True)
    campaign_pk = models.BigIntegerField(null=True)
    department_pk = models.BigIntegerField(null=True)
    ok = models.BooleanField(default=True)
    particulars = models.JSONField(default=dict, blank=True)
    address = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=36, blank=True)

    objects = EventQuerySet.as_manager()
    scope = ("campaign_pk", None)

    class Meta:
        ordering = ["-id"]
        verbose_name = gettext_lazy("event")
        default_permissions = ()
        indexes = [
            models.Index(fields=["thing", "thing_pk", "id"]),  # timeline of a thing
            models.Index(fields=["campaign_pk", "id"]),  # log of a campaign
            models.Index(fields=["department_pk", "id"]),  # log of a department
            models.Index(fields=["actor_pk", "id"]),  # done by me
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.label}"

    @property
    def act(self) -> str:
        """The act in words: the status a thing moved to, or the registered name of the act."""
        from organization.acts import name_of

        return name_of(self.kind)

    @property
    def has_page(self) -> bool:
        """Is it about a thing of a kind that `/go/` leads to?"""
        model = _model_of(self.thing)
        return self.thing_pk is not None and model is not None and leads_somewhere(model)


def record(
    kind: str, thing: models.Model | None, /, *, by, ok: bool = True, **particulars
) -> Event:
    """Write an event about `thing` in the running transaction.

    `kind` is `<thing>.<act>`; `by` a Person or None (the system); particulars are JSON values.
    """
    event = _event(kind, thing, by, ok, particulars)
    event.save(force_insert=True)
    return event


def record_each(kind: str, things: Sequence[models.Model], /, *, by, **particulars) -> None:
    """As `record`, one event for each of many things, in one statement for every 500."""
    events = [_event(kind, thing, by, True, particulars) for thing in things]
    Event.objects.bulk_create(events, batch_size=BATCH)


def record_all(kind: str, thing: models.Model, told: Iterable[dict], *, by) -> None:
    """As `record`, several events of one kind about one thing in one statement for every 500."""
    events = [_event(kind, thing, by, True, particulars) for particulars in told]
    Event.objects.bulk_create(events, batch_size=BATCH)


def _event(kind: str, thing: models.Model | None, by, ok: bool, particulars: dict) -> Event:
    source = current_request.get()
    return Event(
        at=clock.now(),
        actor_pk=getattr(by, "pk", None),
        actor=by.title if by else "",
        roles=",".join(by.roles.names()) if by and by.is_authenticated else "",
        kind=kind,
        thing=thing._meta.label_lower if thing else "",
        thing_pk=thing.pk if thing else None,
        label=_label(thing),
        campaign_pk=reached(thing, 0),
        department_pk=reached(thing, 1),
        ok=ok,
        particulars=particulars,
        address=source.address,
        request_id=source.request_id,
    )


def move(thing, to: str, *, by, sets: dict[str, Any] | None = None, act: str = "", **particulars):
    """Move `thing` to status `to`; with `move_all` the only way a status changes.

    One conditional UPDATE decides who wins; the same transaction writes the event, named for
    the status or for `act`. `<to>_at` and `<to>_by` are stamped where the model has them. Raises
    NotAllowed for a move that is not in `Status.moves` and for the loser of a race; then nothing
    is changed.
    """
    before = thing.status
    _demand_in_table(thing, to)
    values = {"status": str(to), **_stamps(thing, to, by), **(sets or {})}
    with transaction.atomic():
        won = type(thing)._base_manager.filter(pk=thing.pk, status=before).update(**values)
        if not won:
            raise NotAllowed()
        for name, value in values.items():
            if not hasattr(value, "resolve_expression"):
                setattr(thing, name, value)
        kind = f"{thing._meta.model_name}.{act or to}"
        if act:  # the name of the act does not say where it led
            particulars["moved_to"] = str(to)
        record(kind, thing, by=by, before=str(before), **particulars)
    return thing


def move_all(things: Sequence, to: str, *, by, act: str = "") -> None:
    """As `move`, for many things of one model, in two statements for every 500: all or none.

    Raises NotAllowed when one of them may not be moved or has been moved meanwhile.
    """
    if not things:
        return
    before = {thing.status for thing in things}
    for thing in things:
        _demand_in_table(thing, to)
    model = type(things[0])
    values = {"status": str(to), **_stamps(things[0], to, by)}
    with transaction.atomic():
        for start in range(0, len(things), BATCH):
            part = [thing.pk for thing in things[start : start + BATCH]]
            rows = model._base_manager.filter(pk__in=part, status__in=before)
            if rows.update(**values) != len(part):
                raise NotAllowed()
        kind, events = f"{model._meta.model_name}.{act or to}", []
        for thing in things:
            particulars = {"before": str(thing.status), "round": getattr(thing, "round", None)}
            if act:
                particulars["moved_to"] = str(to)
            events.append(_event(kind, thing, by, True, particulars))
            for name, value in values.items():
                setattr(thing, name, value)
        Event.objects.bulk_create(events, batch_size=BATCH)


def _demand_in_table(thing, to: str) -> None:
    status = type(thing).Status
    if to not in status.moves.get(thing.status, ()):
        raise NotAllowed(
            _("“%(thing)s” is now “%(status)s”: this step is not possible.")
            % {"thing": _label(thing), "status": status(thing.status).label}
        )


def move_rows(rows: models.QuerySet, to: str, *, by, about, sets=None, **particulars) -> int:
    """Move all of `rows` that may go to status `to`, in one UPDATE with one event about `about`.

    How many moved; rows whose status forbids it stay as they are, and nobody moved is no event.
    """
    model = rows.model
    befores = [str(before) for before, after in model.Status.moves.items() if to in after]
    values = {"status": str(to), **_stamps(model, to, by), **(sets or {})}
    with transaction.atomic():
        number = rows.order_by().filter(status__in=befores).update(**values)
        if number:
            kind = f"{model._meta.model_name}.{to}"
            record(kind, about, by=by, people=number, **particulars)
    return number


def possible_moves(thing) -> tuple[str, ...]:
    """The statuses `thing` may move to now, in the order of the buttons."""
    return type(thing).Status.moves.get(thing.status, ())


def leads_somewhere(model: type[models.Model]) -> bool:
    """Do things of this model have a page, and a rule for whom they exist?"""
    has_page = hasattr(model, "get_absolute_url") or hasattr(model, "url_for")
    return has_page and hasattr(model._default_manager, "visible_to")


def status_models() -> list[type[models.Model]]:
    """Every model of the house whose status passes this door."""
    return [m for m in apps.get_models() if hasattr(getattr(m, "Status", None), "moves")]


def _model_of(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _stamps(thing, to: str, by) -> dict[str, Any]:
    names = {field.name for field in thing._meta.concrete_fields}
    stamps: dict[str, Any] = {}
    if f"{to}_at" in names:
        stamps[f"{to}_at"] = clock.now()
    if f"{to}_by" in names:
        stamps[f"{to}_by"] = by
    return stamps


def _label(thing) -> str:
    if thing is None:
        return ""
    # Neutral by rule: a label must not give away what a restricted thing is about.
    label = getattr(thing, "event_label", None) or f"{thing._meta.verbose_name} {thing.pk}"
    return str(label)[:120]


def reached(thing, position: int) -> int | None:
    """The key of the campaign (0) or department (1) that `scope` of the thing leads to."""
    scope = getattr(type(thing), "scope", None)
    if thing is None or scope is None or scope[position] is None:
        return None
    *steps, last = scope[position].split("__")
    target = thing
    for step in steps:
        target = getattr(target, step, None)
    if not last:
        return target.pk
    return getattr(target, f"{last}_id", None)
