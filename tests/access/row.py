"""One row of the permission table: a URL, who asks, what they get."""

from collections.abc import Callable
from dataclasses import dataclass, field

PEOPLE = (
    "anonymous",
    "clerk",
    "inspector",
    "leader",
    "head",
    "member",
    "service_head",
    "stranger",
    "employee",
    "admin",
    "auditor",
)


@dataclass
class Row:
    """`who` maps people to statuses; `others` holds for everybody it does not name.

    `args(world)` gives the arguments of the URL, `form(world)` the fields of a POST,
    `ready(world)` brings the world into the state the act needs (default: full_world).
    """

    name: str
    who: dict[str, int]
    others: int = 404
    args: Callable = lambda world: []
    form: Callable | None = None  # None: GET
    ready: Callable | None = None
    query: str = ""
    note: str = field(default="", compare=False)

    @property
    def id(self) -> str:
        return f"{'POST' if self.form else 'GET'} {self.name} {self.note}".strip()

    def expected(self, person: str) -> int:
        default = 302 if person == "anonymous" else self.others
        return self.who.get(person, default)
