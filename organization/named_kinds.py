"""Kinds that are data: a list of keys and names in `fixtures/`."""

from organization.stock import stock


def kinds_of(file: str) -> dict[str, str]:
    """Names by key, in the order of `fixtures/<file>.json`."""
    return {row["key"]: row["name"] for row in stock(file)}
