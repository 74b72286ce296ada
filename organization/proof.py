"""Proof that every status was reached by legal moves, each with its event."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Model, Q

from organization.models.event import Event, status_models


@dataclass(frozen=True)
class Violation:
    """One thing whose history does not lead to where it stands."""

    thing: str
    pk: int
    why: str

    def __str__(self) -> str:
        return f"{self.thing} {self.pk}: {self.why}"


@dataclass
class Proof:
    """What was looked at and what is wrong with it."""

    things: dict[str, int] = field(default_factory=dict)  # how many rows of each kind
    moves: int = 0
    violations: list[Violation] = field(default_factory=list)


def prove(campaign: Model | None = None) -> Proof:
    """Walk every thing's moves from its first status to the present one.

    With a campaign only its things are looked at. Reads; changes nothing.
    """
    proof = Proof()
    for model in status_models():
        rows = _statuses(model, campaign)
        proof.things[model._meta.label_lower] = len(rows)
        walked = dict(_moves(model))
        for pk, status in rows.items():
            moves = walked.get(pk, [])
            proof.moves += len(moves)
            why = fault(model, status, moves)
            if why:
                proof.violations.append(Violation(model._meta.label_lower, pk, why))
    return proof


def fault(model: type[Model], status: str, moves: list[tuple[str, str]]) -> str:
    """What is wrong with the `(before, to)` moves that led to `status`, "" when nothing is."""
    table: dict[str, tuple[str, ...]] = model.Status.moves  # type: ignore[attr-defined]
    here = str(model._meta.get_field("status").get_default())
    if moves and moves[0] == ("", here):
        moves = moves[1:]  # the event of its making, which moved nothing
    for before, to in moves:
        if before != here:
            return f"an event says it left {before}, but it was {here}"
        if to not in table.get(here, ()):
            return f"{here} → {to} is not a legal move"
        here = to
    if here != status:
        return f"it is {status}, but its events lead to {here}"
    return ""


def _statuses(model: type[Model], campaign: Model | None) -> dict[int, str]:
    rows = model._base_manager.order_by()
    if campaign is not None:
        path = model.scope[0]  # type: ignore[attr-defined]
        rows = rows.filter(**{path or "pk": campaign.pk})
    return dict(rows.values_list("pk", "status"))


def _moves(model: type[Model]) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    name = model._meta.model_name
    kinds = {f"{name}.{status}": status for status in model.Status.values}  # type: ignore[attr-defined]
    events: Any = (
        Event.objects.filter(thing=model._meta.label_lower)
        .filter(Q(kind__in=kinds) | Q(particulars__has_key="moved_to"))
        .order_by("thing_pk", "id")
        .values_list("thing_pk", "kind", "particulars")
        .iterator(chunk_size=2000)
    )
    for pk, rows in groupby(events, key=itemgetter(0)):
        yield (
            pk,
            [
                (told.get("before", ""), told.get("moved_to") or kinds[kind])
                for _pk, kind, told in rows
            ],
        )
