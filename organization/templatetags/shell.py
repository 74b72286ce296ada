"""What every page writes the same way: icons, status words, dates, sizes, query strings."""

import datetime
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.dateformat import format as date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from organization import clock, languages
from organization.lists import in_a_row
from organization.looks import LIGHT_WORDS, LIGHTS, RESULTS, STATUSES, WAITING, Look

register = template.Library()

ICONS = "vendor/tabler-icons@3.51.0/sprite.svg"
SHAPES = "img/shapes.svg"


@register.simple_tag
def html_lang() -> str:
    """Give the language of the page as a BCP 47 tag, such as "zh-Hans"."""
    return languages.tag(get_language() or "zh-hans")


@register.simple_tag
def languages_offered() -> list[languages.Offered]:
    """Give the languages a page can be read in, this page's one among them."""
    return languages.offered()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw an icon of the vendored sprite; it is decoration, so the word must stand beside it."""
    return _drawn("i", ICONS, name)


@register.simple_tag
@cache
def shape(name: str) -> SafeString:
    """Draw a status shape (`static/img/shapes.svg`) in the colour of the text around it."""
    return _drawn("s", SHAPES, name)


@register.simple_tag
def status_word(tone: str, form: str, text: str) -> SafeString:
    """Write a status as word + shape + colour; `tone` and `form` as in `docs/interface.md`."""
    return format_html('<span class="st st-{}">{}{}</span>', tone, shape(form), text)


@register.inclusion_tag("components/badge.html")
def status_badge(thing: Any) -> dict[str, Any]:
    """Show `thing.status` with `data-thing="<model>:<pk>"` and `data-status="<value>"`."""
    return _badge(thing, str(thing.status), thing.get_status_display(), STATUSES)


@register.inclusion_tag("components/badge.html")
def result_badge(thing: Any) -> dict[str, Any]:
    """Show `thing.result` (of an answer or a verification) in the same way."""
    return _badge(thing, str(thing.result), thing.get_result_display(), RESULTS)


@register.inclusion_tag("components/light.html")
def light_badge(light: str | None, note: str = "") -> dict[str, Any]:
    """Show a light of `deadlines.light`, None as no deadline; `note` follows the word ("剩2天")."""
    value = str(light or "")
    return {
        "value": value,
        "look": LIGHTS.get(value, WAITING),
        "word": LIGHT_WORDS.get(value, value),
        "note": note,
    }


@register.filter
def percent(part: int | None, whole: int | None) -> str:
    """Give part of whole as "83%" or "99.6%", rounded as the papers round; "—" of nothing.

    Never 100% or 0% when it is not (rule G6 of the papers): 2499 of 2500 is 99.9%.
    """
    if not whole or part is None:
        return "—"
    tenths = (2000 * part + whole) // (2 * whole)
    if part and not tenths:
        return _("under 0.1 percent")
    if tenths == 1000 and part != whole:
        tenths += 1 if part > whole else -1
    return f"{tenths // 10}.{tenths % 10}%".replace(".0%", "%")


@register.simple_tag(takes_context=True)
def query_with(context: Mapping[str, Any], **changes: Any) -> str:
    """Give the query string of this page with some keys changed; None or "" takes a key out."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = value
    return f"?{query.urlencode()}"


@register.filter
def listed(names: Iterable[object]) -> str:
    """Give names or numbers in a row, with what stands between them in the language."""
    return in_a_row(names)


@register.filter
def human_size(size: int | None) -> str:
    """Give a size in bytes as people read it: "86 KB", "1.4 MB"."""
    if size is None:
        return "—"
    if size < 1024:
        return ngettext("%(size)d byte", "%(size)d bytes", size) % {"size": size}
    if size < 1024 * 1024:
        return f"{round(size / 1024)} KB"
    return f"{size / 1024 / 1024:.1f} MB"


@register.filter
def day(value: datetime.date | None) -> str:
    """Give a local day as "8月12日", with the year when it is not this year's."""
    if not value:
        return ""
    on = _local(value)
    if on.year != clock.today().year:
        return formats.date_format(on, "DATE_FORMAT")
    return date_format(on, pgettext("day without its year", "j F"))


@register.filter
def full_day(value: datetime.date | None) -> str:
    """Give a local day with its year: "2009年8月12日"."""
    return formats.date_format(_local(value), "DATE_FORMAT") if value else ""


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """Give an instant in local time as "8月12日 10:42"."""
    if not value:
        return ""
    return _("%(day)s %(time)s") % {
        "day": day(value),
        "time": _local(value).strftime("%H:%M"),
    }


@register.filter
def weekday(value: datetime.date | None) -> str:
    """Give the local day's name: "星期三"."""
    return formats.date_format(_local(value), "l") if value else ""


def _local(value: Any) -> Any:
    aware = isinstance(value, datetime.datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if aware else value


def _badge(thing: Any, value: str, word: str, looks: Mapping[str, Look]) -> dict[str, Any]:
    return {
        "kind": thing._meta.model_name,
        "pk": thing.pk,
        "value": value,
        "word": word,
        "look": looks.get(value, WAITING),
    }


def _drawn(css: str, sprite: str, name: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        css,
        static(sprite),
        name,
    )
