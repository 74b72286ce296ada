"""Behind each block of a draft on the screen: a link to its own words and remarks."""

from collections.abc import Callable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.document import Block
from reports.publishing import Written
from reports.rewording import key_of, rewritable, text_of


def links_of(at: str, told: Written) -> Callable[[Block], SafeString | str] | None:
    """What `render_html` puts behind a block of the paper whose page is `at`; None where its
    words are frozen."""
    if told.frozen or told.generated is None:
        return None
    known = rewritable(told.generated)
    own = {one.block for one in told.rewordings}

    def link(block: Block) -> SafeString | str:
        key = key_of(block)
        if key not in known:
            return ""
        return format_html(
            '<p class="paper-rewrite{}"><a href="{}">{}'
            '<span class="visually-hidden">{}</span></a></p>\n',
            " paper-own" if key in own else "",
            f"{at}blocks/{key}/",
            _("Rewritten") if key in own else pgettext("a part of a paper", "Rewrite"),
            text_of(block)[:20],
        )

    return link
