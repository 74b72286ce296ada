from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RectificationConfig(AppConfig):
    """How it is put right: measures, tasks, acceptance, reminders."""

    name = "rectification"
    verbose_name = _("Rectification")
