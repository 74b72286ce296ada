"""Keeping and forgetting views of the ledger."""

from django.db import transaction
from django.http import QueryDict

from campaigns.models import Campaign
from organization.models import Person, record
from rectification.ledger_query import Wish
from rectification.models import LedgerView


def keep(
    campaign: Campaign, name: str, query: str, *, by: Person, shared: bool, opens: bool
) -> LedgerView:
    """Keep the filters in `query` under a name; a view of this name is replaced."""
    with transaction.atomic():
        own = LedgerView.objects.filter(campaign=campaign, owner=by)
        if opens:
            own.update(opens=False)
        view, _made = LedgerView.objects.update_or_create(
            campaign=campaign,
            owner=by,
            name=name,
            defaults={"query": _tidy(query), "is_shared": shared, "opens": opens},
        )
        record("ledgerview.kept", view, by=by)
    return view


def forget(view: LedgerView, *, by: Person) -> None:
    """Take a view away."""
    with transaction.atomic():
        record("ledgerview.forgotten", view, by=by)
        view.delete()


def _tidy(query: str) -> str:
    """Only what filters or orders, so that no place in the list is kept."""
    said, kept = QueryDict(query), QueryDict(mutable=True)
    for name in Wish.__dataclass_fields__:
        if value := said.get(name):
            kept[name] = value
    return kept.urlencode()[:1000]
