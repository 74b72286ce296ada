"""Pages of the campaigns floor."""

from campaigns.urls import (
    history,
    layers,
    mobilization,
    offline,
    selfcheck,
    setup,
    talk,
    verification,
)

urlpatterns = [
    *setup.urlpatterns,
    *mobilization.urlpatterns,
    *selfcheck.urlpatterns,
    *verification.urlpatterns,
    *offline.urlpatterns,
    *layers.urlpatterns,
    *history.urlpatterns,
    *talk.urlpatterns,
]
