"""Kinds of campaign are data: `fixtures/kinds.json` names their phases and their words."""

from dataclasses import dataclass

from organization.stock import once_a_script, stock


@dataclass(frozen=True)
class PhaseOfKind:
    """A phase a kind of campaign brings: what it is called and what may be done in it."""

    key: str
    name: str
    opens: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of campaign with its phases and the words its papers use."""

    key: str
    name: str
    phases: tuple[PhaseOfKind, ...]
    wording: dict
    reports: tuple[tuple[str, str], ...]  # forms of the report: key and name

    def report_name(self, key: str) -> str:
        """What a form of the report is called; the first one stands for one nobody knows."""
        return dict(self.reports).get(key) or self.reports[0][1]


@once_a_script
def kinds() -> dict[str, Kind]:
    """All kinds by key, in the order of the file."""
    return {
        row["key"]: Kind(
            key=row["key"],
            name=row["name"],
            phases=tuple(
                PhaseOfKind(phase["key"], phase["name"], tuple(phase["opens"]))
                for phase in row["phases"]
            ),
            wording=row["wording"],
            reports=tuple((report["key"], report["name"]) for report in row["reports"]),
        )
        for row in stock("kinds")
    }
