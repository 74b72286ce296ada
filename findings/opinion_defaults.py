"""What holds for the opinions of a campaign that has no rules of its own is data:
`fixtures/opinions.json` gives topics, categories of invitees and the two clocks."""

from dataclasses import dataclass

from organization.stock import once_a_script, stock


@dataclass(frozen=True)
class OpinionDefaults:
    """Topics to classify by, whom symposiums invite, and within how many of `unit` (a key of
    `organization.clocks.Unit`) an opinion is replied to and finished."""

    topics: list[str]
    invitees: list[str]
    reply: int
    finish: int
    unit: str


@once_a_script
def opinion_defaults() -> OpinionDefaults:
    """The defaults, read once."""
    return OpinionDefaults(**stock("opinions"))
