"""指导思想、主题、原则: what a campaign holds to, in its own words, quoted by papers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from organization.scope import Scoped


class CampaignText(models.Model):
    """One line of a kind. A campaign has as many of a kind as it names."""

    class Kind(models.TextChoices):
        GUIDING = "guiding", _("Guiding ideas")
        THEME = "theme", _("Theme slogans")
        PRINCIPLE = "principle", _("Principles")
        PATTERN = "pattern", _("Pattern of work")
        CRITERION = "criterion", _("Criteria")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="texts")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    text = models.CharField(_("text"), max_length=300)
    order = models.PositiveSmallIntegerField(default=1)

    objects = Scoped.as_manager()
    scope = ("campaign", None)

    class Meta:
        ordering = ["campaign", "order", "id"]
        verbose_name = _("text of the campaign")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "text"],
                name="one_campaign_text_of_a_kind",
                violation_error_message=_("This text stands there already."),
            )
        ]

    def __str__(self) -> str:
        return self.text
