"""The event log of a campaign."""

from django.urls import path

from campaigns.views import history

urlpatterns = [
    path("campaigns/<str:code>/events/", history.campaign_events, name="campaign_events"),
]
