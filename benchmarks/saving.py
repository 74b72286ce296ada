"""Save one answer: by one client and by many at once, against a real server."""

import json
from itertools import count
from urllib.parse import urlencode

from django.db import connection, transaction

from benchmarks import clients, organisation
from benchmarks.measuring import Comparison, compare, statements
from benchmarks.requests import Visitor
from benchmarks.serving import beside_empty_view
from campaigns.models import Answer

CLIENTS = {
    1: "≤ 15× an empty view; ≤ 8 SQL",
    10: "≥ 6 % of the empty view",
    50: "≥ 6 % of the empty view; p99 ≤ 250 ms",
}


def run(size: str, rounds: int) -> list[Comparison]:
    """On a long sheet beside a usual one; then one client, ten and fifty."""
    departments = max(organisation.SIZES[size], max(CLIENTS))
    made = organisation.make("save", departments)
    rows = f"{departments * organisation.ITEMS} answers"
    long = organisation.make("long", 1, items=1000)
    sql = statements(Save(made, 0))
    return [
        compare("save on a sheet of 1,000 items", Save(long, 0), Save(made, 0),
                "save on a sheet of 83", rounds=rounds, times=100, goal="≤ 1.2×"),
        compare(f"save, in this process, {rows}", Save(made, 0), one_update(), "one UPDATE",
                rounds=rounds, times=100),
        *(
            beside_empty_view(
                f"save, {number} clients, {rows}",
                [(save.message, save.saved) for save in (Save(made, n) for n in range(number))],
                rounds=rounds, requests=400, goal=goal, sql=sql,
            )
            for number, goal in CLIENTS.items()
        ),
    ]  # fmt: skip


class Save:
    """The autosave of item 1 of a department, each on the version of the one before."""

    def __init__(self, made, number: int) -> None:
        self.visitor = Visitor(made.heads[number])
        place = {"campaign": made.campaign, "department": made.departments[number]}
        self.url = f"/campaigns/{made.campaign.code}/sheets/{made.departments[number].code}/1/"
        self.version = Answer.objects.get(
            item__no=1, **{f"selfcheck__{name}": one for name, one in place.items()}
        ).version
        self.number = count()

    def fields(self) -> dict:
        text = f"资料齐全，第{next(self.number)}次核对，版本{self.version}"
        return {"version": self.version, "result": "ok", "methods": "查阅资料", "text": text}

    def __call__(self) -> None:
        self.saved(self.visitor.post(self.url, self.fields()))

    def saved(self, answer: bytes) -> None:
        self.version = json.loads(answer)["version"]

    def message(self) -> bytes:
        """The request as it goes over the wire."""
        body = urlencode(self.fields()).encode()
        heads = {**self.visitor.headers, "Content-Type": "application/x-www-form-urlencoded"}
        return clients.message("POST", self.url, heads, body)


def one_update():
    """The floor below any save: one conditional UPDATE, committed."""
    table = connection.ops.quote_name(Answer._meta.db_table)
    pk = Answer.objects.order_by("-pk").values_list("pk", flat=True)[0]
    version = count(Answer.objects.get(pk=pk).version)

    def update() -> None:
        now = next(version)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET version = %s WHERE id = %s AND version = %s",
                [now + 1, pk, now],
            )

    return update
