"""Pages of the campaigns floor."""

from campaigns.urls import history, layers, offline, selfcheck, setup, verification

urlpatterns = [
    *setup.urlpatterns,
    *selfcheck.urlpatterns,
    *verification.urlpatterns,
    *offline.urlpatterns,
    *layers.urlpatterns,
    *history.urlpatterns,
]
