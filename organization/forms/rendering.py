"""How forms are drawn: what stands in a select box before anything is chosen."""

from typing import Any

from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext as _

DASHES = BLANK_CHOICE_DASH[0][1]


class Renderer(DjangoTemplates):
    """Writes words for Django's dashes, in every form: nobody can read "---------" aloud."""

    def render(self, template_name: str, context: dict[str, Any], request=None) -> str:
        """The widget; an empty choice that has no words of its own says what it means."""
        widget = context.get("widget", {})
        for _group, options, _place in widget.get("optgroups", ()):
            for option in options:
                if option["label"] == DASHES:
                    option["label"] = _("Please choose") if widget["required"] else _("Not chosen")
        return super().render(template_name, context, request)
