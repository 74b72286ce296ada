"""Pages of the campaigns floor."""

from campaigns.urls import history, layers, offline, selfcheck, setup

urlpatterns = [
    *setup.urlpatterns,
    *selfcheck.urlpatterns,
    *offline.urlpatterns,
    *layers.urlpatterns,
    *history.urlpatterns,
]
