"""What was sent back, and what office and department say to each other about an item."""

from django.urls import path

from campaigns.views import returns, talk

THREAD = "campaigns/<str:code>/talk/<str:department>/<int:no>/"

urlpatterns = [
    path("campaigns/<str:code>/returns/", returns.returns, name="returns"),
    path("campaigns/<str:code>/questions/", talk.questions, name="questions"),
    path(THREAD, talk.talk, name="talk"),
    path(f"{THREAD}<int:pk>/withdraw/", talk.withdraw_remark, name="withdraw_remark"),
]
