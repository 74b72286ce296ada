"""Pages of the rectification floor."""

from django.urls import path

from rectification.views import (
    acceptance,
    cards,
    commitment,
    commitments,
    conduct_export,
    deciding,
    extending,
    ladder,
    ledger,
    letter,
    letters,
    long_term,
    looking_back,
    next_steps,
    planning,
    rules,
    task,
    urging,
    working,
)
from rectification.views import ledger_bulk as bulk
from rectification.views import ledger_import as importing

CAMPAIGN = "campaigns/<str:code>/"
TASK = f"{CAMPAIGN}tasks/<int:pk>/"
EXTENSION = f"{CAMPAIGN}extensions/<int:pk>/"
MILESTONE = f"{CAMPAIGN}milestones/<int:pk>/"
PROPOSAL = f"{TASK}ladder/<slug:what>/<str:step>/"
LETTERS = f"{CAMPAIGN}letters/"
LETTER = f"{LETTERS}<int:pk>/"
CARDS = f"{CAMPAIGN}cards/"
CARD = f"{CARDS}<int:pk>/"
CONDUCT = f"{CAMPAIGN}conduct/"
PROMISE = f"{CONDUCT}commitments/<int:pk>/"
STEPS = f"{CAMPAIGN}next-steps/"
STEP = f"{STEPS}<int:pk>/"

urlpatterns = [
    path(STEPS, next_steps.next_step_list, name="next_steps"),
    path(f"{STEPS}new/", next_steps.new_next_step, name="new_next_step"),
    path(f"{STEPS}export/", next_steps.next_steps_export, name="next_steps_export"),
    path(STEP, next_steps.next_step, name="next_step"),
    path(f"{STEP}change/", next_steps.change_next_step, name="change_next_step"),
    path(f"{STEP}begin/", next_steps.begin_next_step, name="begin_next_step"),
    path(f"{STEP}done/", next_steps.report_step_done, name="report_step_done"),
    path(f"{STEP}drop/", next_steps.drop_next_step, name="drop_next_step"),
    path(f"{STEP}group/", next_steps.set_up_step_group, name="set_up_step_group"),
    path(f"{STEP}measure/", next_steps.lead_step_to_measure, name="lead_step_to_measure"),
    path(f"{CAMPAIGN}ledger/", ledger.ledger, name="ledger"),
    path(f"{CAMPAIGN}ledger/export/", ledger.ledger_export, name="ledger_export"),
    path(f"{CAMPAIGN}ledger/bulk/", bulk.ledger_bulk, name="ledger_bulk"),
    path(f"{CAMPAIGN}ledger/urge/", urging.urge_tasks, name="urge_tasks"),
    path(f"{CAMPAIGN}ledger/views/", bulk.keep_view, name="keep_ledger_view"),
    path(f"{CAMPAIGN}ledger/views/<int:pk>/", bulk.forget_view, name="forget_ledger_view"),
    path(f"{CAMPAIGN}ledger/import/", importing.ledger_import, name="ledger_import"),
    path(
        f"{CAMPAIGN}ledger/import/<slug:token>/columns/",
        importing.ledger_columns,
        name="ledger_columns",
    ),
    path(f"{CAMPAIGN}ledger/import/<slug:token>/", importing.ledger_preview, name="ledger_preview"),
    path(
        f"{CAMPAIGN}ledger/import/<slug:token>/confirm/",
        importing.ledger_confirm,
        name="ledger_confirm",
    ),
    path(
        f"{CAMPAIGN}findings/<int:number>/measures/new/",
        planning.plan_measure,
        name="plan_measure",
    ),
    path(f"{CAMPAIGN}measures/<int:pk>/", planning.change_measure, name="change_measure"),
    path(f"{CAMPAIGN}measures/<int:pk>/assign/", planning.assign_task, name="assign_task"),
    path(TASK, task.task, name="task"),
    path(f"{TASK}progress/", working.report_progress, name="report_progress"),
    path(f"{TASK}submit/", working.submit_task, name="submit_task"),
    path(f"{TASK}accept/", acceptance.accept_task, name="accept_task"),
    path(f"{TASK}send-back/", acceptance.send_back_task, name="send_back_task"),
    path(f"{TASK}extension/", extending.ask_extension, name="ask_extension"),
    path(f"{CAMPAIGN}extensions/", extending.extensions, name="extensions"),
    path(f"{CAMPAIGN}extensions/decide/", deciding.decide_extensions, name="decide_extensions"),
    path(f"{EXTENSION}grant/", extending.grant_extension, name="grant_extension"),
    path(f"{EXTENSION}refuse/", extending.refuse_extension, name="refuse_extension"),
    path(f"{EXTENSION}withdraw/", extending.withdraw_extension, name="withdraw_extension"),
    path(f"{TASK}look-back/", looking_back.plan_look_back, name="plan_look_back"),
    path(f"{CAMPAIGN}look-backs/<int:pk>/", looking_back.look_back, name="look_back"),
    path(f"{TASK}plan/", long_term.long_term_plan, name="long_term_plan"),
    path(f"{TASK}milestones/", long_term.add_milestone, name="add_milestone"),
    path(f"{MILESTONE}reach/", long_term.reach_milestone, name="reach_milestone"),
    path(f"{MILESTONE}waive/", long_term.waive_milestone, name="waive_milestone"),
    path(f"{TASK}review/", long_term.review_plan, name="review_plan"),
    path(f"{CAMPAIGN}rectification-rules/", rules.rectification_rules, name="rectification_rules"),
    path(CARDS, cards.card_list, name="cards"),
    path(f"{CARDS}export/", conduct_export.cards_export, name="cards_export"),
    path(f"{CARDS}new/", cards.give_card, name="give_card"),
    path(f"{CARDS}rules/", cards.card_rules, name="card_rules"),
    path(CARD, cards.card, name="card"),
    path(f"{CARD}withdraw/", cards.withdraw_card, name="withdraw_card"),
    path(f"{CARD}score/", cards.enter_card, name="enter_card"),
    path(CONDUCT, commitments.commitment_list, name="commitments"),
    path(f"{CONDUCT}export/", conduct_export.commitments_export, name="commitments_export"),
    path(f"{CONDUCT}commitments/new/", commitments.publish_commitment, name="publish_commitment"),
    path(PROMISE, commitment.commitment, name="commitment"),
    path(f"{PROMISE}matters/new/", commitment.accept_matter, name="accept_matter"),
    path(f"{PROMISE}matters/<int:case>/finish/", commitment.finish_matter, name="finish_matter"),
    path(f"{PROMISE}totals/new/", commitment.enter_total, name="enter_total"),
    path(f"{PROMISE}payments/new/", commitment.pay_remedy, name="pay_remedy"),
    path(f"{PROMISE}retire/", commitment.retire_commitment, name="retire_commitment"),
    path(f"{CAMPAIGN}ladder/", ladder.proposals, name="ladder_proposals"),
    path(PROPOSAL, ladder.proposal, name="ladder_proposal"),
    path(f"{PROPOSAL}follow/", ladder.follow_proposal, name="follow_ladder_proposal"),
    path(f"{PROPOSAL}dismiss/", ladder.dismiss_proposal, name="dismiss_ladder_proposal"),
    path(LETTERS, letters.letters_register, name="letters"),
    path(f"{LETTERS}export/", letters.letters_export, name="letters_export"),
    path(f"{LETTERS}new/", letters.new_letter, name="new_letter"),
    path(f"{LETTERS}rules/", letters.letter_rules, name="letter_rules"),
    path(f"{LETTERS}rules/copies/", letters.confirm_copies, name="confirm_copies"),
    path(LETTER, letter.letter, name="letter"),
    path(f"{LETTER}change/", letters.change_letter, name="change_letter"),
    path(f"{LETTER}read/", letter.read_letter, name="read_letter"),
    path(f"{LETTER}sign/", letter.sign_letter, name="sign_letter"),
    path(f"{LETTER}answer/", letter.answer_letter, name="answer_letter"),
    path(f"{LETTER}settle/", letter.settle_letter, name="settle_letter"),
    path(f"{LETTER}send-back/", letter.send_answer_back, name="send_answer_back"),
    path(f"{LETTER}withdraw/", letter.withdraw_letter, name="withdraw_letter"),
    path(f"{LETTER}step-up/", letter.step_up_letter, name="step_up_letter"),
]
