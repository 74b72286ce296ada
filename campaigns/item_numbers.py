"""Numbers of items as people type them: 3, 5, 12-20. Pure."""

RANGE = "-"
READ_AS = str.maketrans({**dict.fromkeys("，、；;,", " "), **dict.fromkeys("－—–～~至", RANGE)})
LAST = 10_000


def read_numbers(text: str) -> frozenset[int]:
    """The numbers; raises ValueError with the part that is none."""
    found: set[int] = set()
    for part in text.translate(READ_AS).split():
        first, _bar, last = part.partition(RANGE)
        if not first.isdecimal() or (last and not last.isdecimal()):
            raise ValueError(part)
        found |= set(range(int(first), min(int(last or first), LAST) + 1))
    return frozenset(found)
