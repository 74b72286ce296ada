"""Every message of the sources, found without the gettext programs."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.utils.translation import template as catalogue

ROOT = Path(__file__).parent.parent
APPS = ("organization", "campaigns", "findings", "rectification", "reports", "inspection")

# Which arguments of a call are the context, the message and its plural.
PLACES = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
# `templatize` writes a template as a list of calls between padding.
CALL = re.compile(r"\b(gettext|ngettext|pgettext|npgettext|_)\(")

Message = tuple[str | None, str, str]  # context, msgid, plural or ""


@lru_cache(maxsize=1)
def messages() -> dict[Message, str]:
    """Every message with a place where it stands."""
    found: dict[Message, str] = {}
    for path in sorted(p for app in APPS for p in (ROOT / app).rglob("*.py")):
        if "migrations" not in path.parts:
            for message, line in of_python(path.read_text(encoding="utf-8")):
                found.setdefault(message, f"{path.relative_to(ROOT)}:{line}")
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for message in of_template(path.read_text(encoding="utf-8")):
            found.setdefault(message, str(path.relative_to(ROOT)))
    return found


def of_python(source: str) -> Iterator[tuple[Message, int]]:
    """The messages of a Python source, whatever names it imports gettext under."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: PLACES[alias.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in PLACES
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            texts = [_text(argument) for argument in node.args]
            message = _message(names[node.func.id], texts)
            if message is not None:
                yield message, node.lineno


def of_template(source: str) -> Iterator[Message]:
    """The messages of a template: translate, blocktranslate and _("…")."""
    code = catalogue.templatize(source)
    for call in CALL.finditer(code):
        name = "gettext" if call.group(1) == "_" else call.group(1)
        message = _message(PLACES[name], _arguments(code[call.end() :]))
        if message is not None:
            yield message


def _arguments(code: str) -> list[str | None]:
    texts: list[str | None] = []
    rest = code.lstrip()
    while found := re.match(r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?\s*""", rest, re.S):
        texts.append(ast.literal_eval(found.group(1).replace("\n", "\\n")))
        rest = rest[found.end() :]
    return texts


def _text(node: ast.expr) -> str | None:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else None


def _message(places: tuple, texts: list[str | None]) -> Message | None:
    context, one, many = places
    if len(texts) <= one or not texts[one]:
        return None
    plural = texts[many] if many is not None and len(texts) > many else ""
    return texts[context] if context is not None else None, texts[one], plural or ""
