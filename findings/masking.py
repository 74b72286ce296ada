"""What goes to people outside names posts, never people: names and private numbers are masked."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organization.models import Person

SHORTEST = 2  # characters of a name
MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
IDENTITY = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?![\dXx])")


@dataclass(frozen=True)
class Masked:
    """Words without people; `replaced` is how many places were changed."""

    text: str
    replaced: int


def masked(text: str) -> Masked:
    """Names of the directory become posts, mobile and identity numbers lose their middle.

    A name that is a post itself stays. Masking masked words changes nothing.
    """
    posts, total = _named_in(text), 0
    for name in sorted(posts, key=len, reverse=True):
        post = posts[name]
        if post:  # 办公室主任张某 is not to become 办公室主任办公室主任
            text, n = re.subn(f"{re.escape(post)}[ 　]?{re.escape(name)}", post, text)
            total += n
        text, n = re.subn(re.escape(name), (post or _("somebody")).replace("\\", r"\\"), text)
        total += n
    for pattern, stars in ((IDENTITY, r"\1********\2"), (MOBILE, r"\1****\2")):
        text, n = pattern.subn(stars, text)
        total += n
    return Masked(text, total)


def _named_in(text: str) -> dict[str, str]:
    """The people whose names stand in the text with their posts; "" where two share a name."""
    found: dict[str, str] = {}
    for name, post in Person.objects.order_by("pk").values_list("name", "post"):
        if len(name) >= SHORTEST and name != post and name in text:
            found[name] = post if found.get(name, post) == post else ""
    return found
