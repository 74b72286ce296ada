"""The kinds of letters are data: `fixtures/letters.json` gives series, number and clock of each."""

from dataclasses import dataclass

from organization.stock import once_a_script, stock


@dataclass(frozen=True)
class LetterKind:
    """A kind of letter. Kinds of one `series` share their numbers; `number` is the printed form
    with the slots prefix, year and no; `reply_days` are working days."""

    key: str
    series: str
    number: str
    reply_days: int
    level: str = ""  # of a slip: what stands in brackets behind 督办单
    next: str = ""  # of a slip: the kind that takes its place when it is stepped up


@dataclass(frozen=True)
class LetterDefaults:
    """All kinds by key, and the working days within which a notice is objected to."""

    kinds: dict[str, LetterKind]
    objection_days: int


@once_a_script
def letter_defaults() -> LetterDefaults:
    """What holds where a campaign has no rules of its own."""
    told = stock("letters")
    kinds = {key: LetterKind(key=key, **row) for key, row in told["kinds"].items()}
    return LetterDefaults(kinds, told["objection_days"])
