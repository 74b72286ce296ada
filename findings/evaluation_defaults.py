"""What evaluators are usually asked to score is data: `fixtures/evaluation.json`."""

from organization.stock import once_a_script, stock


@once_a_script
def usual_dimensions() -> list[tuple[str, int]]:
    """Names and weights, read once."""
    rows = stock("evaluation")["dimensions"]
    return [(name, weight) for name, weight in rows]
