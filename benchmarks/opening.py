"""Open a sheet of 83 and of 1,000 items: rendered HTML."""

from benchmarks import clients, organisation
from benchmarks.measuring import Comparison, statements
from benchmarks.requests import Visitor
from benchmarks.serving import beside_empty_view

GOALS = {
    83: "≤ 90× an empty view, 25 ms at a loop of 42 ms; ≤ 12 SQL",
    1000: "≤ 430× an empty view, 120 ms at a loop of 42 ms; ≤ 12 SQL",
}


def run(size: str, rounds: int) -> list[Comparison]:
    """The sheet as its head opens it, in a campaign of the size, and a long one."""
    departments = organisation.SIZES[size]
    usual = organisation.make("open", departments)
    long = organisation.make("long", 1, items=1000)
    return [
        _compare(usual, 83, f"83 items, {departments} departments", rounds),
        _compare(long, 1000, "1,000 items", rounds),
    ]


def _compare(made, items: int, name: str, rounds: int) -> Comparison:
    visitor = Visitor(made.heads[0])
    url = f"/campaigns/{made.campaign.code}/sheets/{made.departments[0].code}/"
    assert f"第{items}个检查项点" in visitor.get(url).decode()
    client = (
        lambda: clients.message("GET", url, {"Cookie": visitor.headers["Cookie"]}, b""),
        lambda answer: None,
    )
    return beside_empty_view(
        f"open a sheet of {name}",
        [client],
        rounds=rounds,
        requests=20,
        goal=GOALS[items],
        sql=statements(lambda: visitor.get(url)),
    )
