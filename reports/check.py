"""One thing that was looked at before a paper is signed."""

from dataclasses import dataclass

BLOCK, WARN, PASS = "block", "warn", "pass"


@dataclass(frozen=True)
class Check:
    """What was looked at: what it came to, where it stands, where it is put right."""

    level: str
    text: str
    place: str = ""
    url: str = ""
