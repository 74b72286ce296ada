"""Pages of the campaigns floor."""

from campaigns.urls import (
    activities,
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
    *activities.urlpatterns,
    *selfcheck.urlpatterns,
    *verification.urlpatterns,
    *offline.urlpatterns,
    *layers.urlpatterns,
    *history.urlpatterns,
    *talk.urlpatterns,
]
