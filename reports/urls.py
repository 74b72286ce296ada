"""Pages of the reports floor."""

from django.urls import path

from reports.views import (
    blocks,
    case_file,
    charts,
    comparison,
    cosigning,
    dispatches,
    due_slips,
    early_sheets,
    editions,
    evaluators,
    figures,
    forms,
    invitation_letters,
    letters,
    packages,
    papers,
    published,
    task_forms,
)
from reports.views import ledger as ledgers
from reports.views import verification_record as records

SHEETS = (
    *early_sheets.SHEETS,
    *task_forms.SHEETS,
    case_file.INDEX,
    evaluators.APPOINTMENT,
)
RECORD = "campaigns/<slug:code>/verification-record/<str:department>/"
PAPER = "campaigns/<slug:code>/papers/<slug:kind>/"
COSIGN = f"{PAPER}cosign/"
HOUSE_STYLE = "directory/departments/<str:code>/paper-form/"
BLOCK = f"{PAPER}blocks/<slug:key>/"
PUBLISHED = "campaigns/<slug:code>/published/"
LETTER = "campaigns/<str:code>/letters/<int:pk>/"
EDITIONS = "campaigns/<slug:code>/editions/"
EDITION = f"{EDITIONS}<int:pk>/"
BLOCK_OF_EDITION = f"{EDITION}blocks/<slug:key>/"
LIST = "campaigns/<slug:code>/lists/<slug:kind>/"

urlpatterns = [
    path("campaigns/<slug:code>/papers/", papers.papers, name="papers"),
    path("campaigns/<slug:code>/papers/<slug:kind>/", papers.paper, name="paper"),
    path(
        "campaigns/<slug:code>/papers/<slug:kind>/files/", papers.render_files, name="render_paper"
    ),
    path(
        "campaigns/<slug:code>/papers/<slug:kind>/files/<slug:format_>/",
        papers.download,
        name="paper_file",
    ),
    path(
        "campaigns/<slug:code>/papers/<slug:kind>/review/",
        papers.send_to_review,
        name="paper_review",
    ),
    path("campaigns/<slug:code>/papers/<slug:kind>/draft/", papers.take_back, name="paper_draft"),
    path("campaigns/<slug:code>/papers/<slug:kind>/sign/", papers.sign, name="paper_sign"),
    path("campaigns/<slug:code>/papers/<slug:kind>/issue/", papers.issue, name="paper_issue"),
    path("campaigns/<slug:code>/papers/<slug:kind>/revise/", papers.revise, name="paper_revise"),
    path(
        "campaigns/<slug:code>/papers/<slug:kind>/circulate/",
        papers.circulate,
        name="paper_circulate",
    ),
    path("campaigns/<slug:code>/charts/", charts.choose_charts, name="choose_charts"),
    path(f"{PAPER}dispatch/", dispatches.dispatches, name="dispatches"),
    path(f"{PAPER}dispatch/sent/", dispatches.send_up, name="send_up"),
    path(f"{PAPER}dispatch/<int:pk>/outcome/", dispatches.outcome, name="dispatch_outcome"),
    path(f"{PAPER}form/", forms.paper_form, name="paper_form"),
    path("papers/form.css", forms.paper_css, name="paper_css"),
    path(COSIGN, cosigning.cosignatures, name="cosignatures"),
    path(f"{COSIGN}ask/", cosigning.ask_cosignatures, name="ask_cosignatures"),
    path(f"{COSIGN}<int:pk>/", cosigning.cosign, name="cosign"),
    path(f"{COSIGN}<int:pk>/answer/", cosigning.answer_objection, name="answer_objection"),
    path(
        f"{COSIGN}<int:pk>/withdraw/",
        cosigning.withdraw_cosignature,
        name="withdraw_cosignature",
    ),
    path(HOUSE_STYLE, forms.house_style, name="house_style"),
    path("campaigns/<slug:code>/comparison/", comparison.comparison, name="comparison"),
    path(
        "campaigns/<slug:code>/comparison/choose/",
        comparison.choose_comparison,
        name="choose_comparison",
    ),
    path(f"{HOUSE_STYLE}preview/", forms.house_style_preview, name="house_style_preview"),
    path(f"{HOUSE_STYLE}sample.png", forms.house_style_sample, name="house_style_sample"),
    path(f"{PAPER}packages/", packages.make_package, name="make_package"),
    path(f"{PAPER}packages/<int:pk>/", packages.package_file, name="package_file"),
    path(f"{PAPER}packages/<int:pk>/delete/", packages.delete_package, name="delete_package"),
    path(f"{PAPER}words/", blocks.own_words, name="own_words"),
    path(BLOCK, blocks.block, name="paper_block"),
    path(f"{BLOCK}generated/", blocks.generate_again, name="generate_again"),
    path(f"{BLOCK}remarks/", blocks.remark, name="remark_on_paper"),
    path(f"{PAPER}remarks/<int:note>/settled/", blocks.settle, name="settle_remark"),
    path(f"{PUBLISHED}<slug:kind>/", published.published, name="published_paper"),
    path(
        f"{PUBLISHED}<slug:kind>/files/<slug:format_>/",
        published.published_file,
        name="published_file",
    ),
    path(EDITIONS, editions.editions, name="editions"),
    path(f"{EDITIONS}draft/", editions.draft_edition, name="draft_edition"),
    path(f"{EDITIONS}rules/", editions.periodic_rules, name="periodic_rules"),
    path(f"{EDITIONS}rules/<int:pk>/end/", editions.end_rule, name="end_periodic_rule"),
    path(EDITION, editions.edition, name="edition"),
    path(f"{EDITION}change/", editions.change_edition, name="change_edition"),
    path(f"{EDITION}form/", forms.edition_form, name="edition_form"),
    path(f"{EDITION}sign/", editions.sign_edition, name="sign_edition"),
    path(f"{EDITION}drop/", editions.drop_edition, name="drop_edition"),
    path(f"{EDITION}words/", blocks.own_words, name="own_words_of_edition"),
    path(BLOCK_OF_EDITION, blocks.block, name="edition_block"),
    path(f"{BLOCK_OF_EDITION}generated/", blocks.generate_again, name="generate_edition_again"),
    path(f"{BLOCK_OF_EDITION}remarks/", blocks.remark, name="remark_on_edition"),
    path(f"{EDITION}remarks/<int:note>/settled/", blocks.settle, name="settle_remark_on_edition"),
    path(f"{EDITION}send/", editions.send_edition, name="send_edition"),
    path(f"{EDITION}files/", editions.render_edition, name="render_edition"),
    path(f"{EDITION}files/<slug:format_>/", editions.edition_file, name="edition_file"),
    path(RECORD, records.verification_record, name="verification_record"),
    path(f"{RECORD}<int:no>/", records.verification_record, name="verification_record_of_item"),
    path(
        f"{RECORD}files/<slug:format_>/",
        records.verification_record_file,
        name="verification_record_file",
    ),
    path(
        f"{RECORD}<int:no>/files/<slug:format_>/",
        records.verification_record_file,
        name="verification_record_file_of_item",
    ),
    path(
        "campaigns/<slug:code>/ledger/paper/<slug:format_>/",
        ledgers.ledger_paper,
        name="ledger_paper",
    ),
    path("invitations/letters/", invitation_letters.invitation_letters, name="invitation_letters"),
    path("campaigns/<str:code>/letters/due/", due_slips.due_slips, name="due_slips"),
    path(f"{LETTER}form/", forms.letter_form, name="letter_form"),
    path(f"{LETTER}issue/", letters.issue_letter, name="issue_letter"),
    path(f"{LETTER}files/<slug:format_>/", letters.letter_file, name="letter_file"),
    path(LIST, letters.list_paper, name="list_paper"),
    path(f"{LIST}files/<slug:format_>/", letters.list_paper, name="list_paper_file"),
    path(
        "campaigns/<str:code>/evaluators/publish/",
        evaluators.publish_to_evaluators,
        name="publish_to_evaluators",
    ),
    path("evaluation/<str:code>/letter/", evaluators.own_appointment, name="own_appointment"),
    path(
        "evaluation/<str:code>/letter/<slug:format_>/",
        evaluators.own_appointment,
        name="own_appointment_file",
    ),
    *(address for sheet in SHEETS for address in sheet.urls()),
    path("campaigns/<slug:code>/figures/<path:name>/", figures.figure, name="figure"),
]
