"""Planning the verification, verifying, and what departments say to it."""

from django.urls import path

from campaigns.views import verification, verification_feedback, verification_plan

HERE = "campaigns/<str:code>/verification/"
PART = f"{HERE}plan/<int:pk>/"
RECORD = f"{HERE}<str:department>/<int:no>/"

urlpatterns = [
    path(HERE, verification.verifications, name="verifications"),
    path(f"{HERE}confirm/", verification_feedback.agree_each, name="agree_each"),
    path(f"{HERE}plan/", verification_plan.verification_plan, name="verification_plan"),
    path(f"{HERE}plan/new/", verification_plan.plan_verification, name="plan_verification"),
    path(f"{PART}assign/", verification_plan.assign_verification, name="assign_verification"),
    path(f"{PART}withdraw/", verification_plan.withdraw_verification, name="withdraw_verification"),
    path(RECORD, verification.verify, name="verify"),
    path(f"{RECORD}correct/", verification.correct_verification, name="correct_verification"),
    path(f"{RECORD}agree/", verification_feedback.agree, name="agree_verification"),
    path(f"{RECORD}state/", verification_feedback.make_statement, name="make_statement"),
    path(f"{RECORD}answer/", verification_feedback.answer_statement, name="answer_statement"),
]
