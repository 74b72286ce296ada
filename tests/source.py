"""The house as text: its files, its syntax trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
FLOORS = ("inspection", "reports", "rectification", "findings", "campaigns", "organization")


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Python files below `folders` (default: the six floors), migrations apart."""
    return tuple(
        path
        for folder in folders or FLOORS
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    )


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    """`campaigns/views/review.py`"""
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    """`campaigns.views.review`"""
    return name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@cache
def calls(path: Path) -> tuple[ast.Call, ...]:
    return tuple(node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last name of what is called: `update` for `rows.filter(…).update(…)`."""
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def imports(path: Path) -> Iterator[str]:
    """Full names of the modules and things a file imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
