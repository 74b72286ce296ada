from django.apps import AppConfig


class InspectionConfig(AppConfig):
    """The project itself: home, search, health, demo; no models."""

    name = "inspection"

    def ready(self) -> None:
        from inspection import checks  # noqa: F401
