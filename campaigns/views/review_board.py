"""The review at a glance: the matrix of departments × items, and the items one by one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from campaigns.permissions import can_review
from campaigns.review_board import WORDS, board_of
from campaigns.review_steps import last_step
from campaigns.views.review import overseen_campaign


def review_matrix(request: HttpRequest, code: str) -> HttpResponse:
    """Departments × items, each place with the mark of its state."""
    return _show(request, code, "campaigns/review_matrix.html")


def review_items(request: HttpRequest, code: str) -> HttpResponse:
    """Every item with what waits of it, over all departments."""
    return _show(request, code, "campaigns/review_items.html")


def _show(request: HttpRequest, code: str, template: str) -> HttpResponse:
    campaign = overseen_campaign(request, code)
    reviews = can_review(request.user, campaign)
    context = {
        "board": board_of(campaign, request.GET.get("show", "")),
        "words": WORDS,
        "reviews": reviews,
        "step": last_step(request.user, campaign) if reviews else None,
    }
    return render(request, template, context)
