"""The database refuses in plain SQL what the models refuse: words, files and rows that stand."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory

from inspection.middleware import Refusals
from organization import clock, refusals
from reports import guarding, publishing
from reports.models import PaperFile, Publication
from tests.reporting import LAST
from tests.test_standing import base, issued  # noqa: F401  the fixtures
from tests.world import at

CHANGES = {
    "content": "'{}'",
    "signed_at": "NULL",
    "as_of": "NULL",
    "signed_by_id": "NULL",
    "document_number": "'示例〔2026〕2号'",
    "issued_at": "NULL",
    "number": "7",
    "paper": "'plan'",
    "status": "'draft'",
    "id": "999999",
}
OF_FILES = {
    "sha256": "'0'",
    "size": "1",
    "name": "'其他.pdf'",
    "format": "'odt'",
    "is_issued": "false",
    "is_draft": "true",
    "id": "999999",
}


def execute(sql: str, *values) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def refused(sql: str, *values) -> str:
    with pytest.raises(IntegrityError, match=guarding.REFUSED) as told:
        execute(sql, *values)
    return refusals.explain(told.value)


def rows(model) -> list[dict]:
    return list(model._base_manager.order_by("pk").values())


@pytest.mark.parametrize("column", CHANGES)
def test_no_statement_changes_an_issued_paper(issued, column):  # noqa: F811
    before = rows(Publication)
    told = refused(f"UPDATE reports_publication SET {column} = {CHANGES[column]}")
    assert told == "已签发或印发的内容不再改动。"
    assert rows(Publication) == before


@pytest.mark.parametrize("column", OF_FILES)
def test_no_statement_changes_an_issued_file(issued, column):  # noqa: F811
    before = rows(PaperFile)
    where = " WHERE format = 'pdf'" if column == "id" else ""
    refused(f"UPDATE reports_paperfile SET {column} = {OF_FILES[column]}{where}")
    assert rows(PaperFile) == before


@pytest.mark.parametrize("table", ["reports_publication", "reports_paperfile"])
def test_no_statement_deletes_what_was_issued(issued, table):  # noqa: F811
    before = rows(Publication), rows(PaperFile)
    refused(f"DELETE FROM {table}")
    assert (rows(Publication), rows(PaperFile)) == before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the statement is SQLite's own")
@pytest.mark.parametrize("table", ["reports_publication", "reports_paperfile"])
def test_no_row_takes_the_place_of_one_that_stands(issued, table):  # noqa: F811
    refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_code_that_goes_past_the_models_is_refused_too(issued):  # noqa: F811
    kept = Publication._base_manager.get()
    kept.content = {"is": "Document"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication._base_manager.bulk_update([kept], ["content"])
    with pytest.raises(IntegrityError), transaction.atomic():
        issued.paper.delete()
    assert Publication.objects.get().content != kept.content


def test_a_signed_paper_gets_its_number_and_day_once(issued):  # noqa: F811
    with clock.at(at(LAST, 16)):
        notice = publishing.draft(issued.campaign, "plan", by=issued.clerk)
        execute("UPDATE reports_publication SET status = 'in_review' WHERE id = %s", notice.pk)
        execute(
            "UPDATE reports_publication SET status = 'signed', content = %s, signed_at = %s"
            " WHERE id = %s",
            '{"is": "x"}',
            clock.now().isoformat(" "),
            notice.pk,
        )
        refused("UPDATE reports_publication SET content = '{}' WHERE id = %s", notice.pk)
        refused("UPDATE reports_publication SET status = 'draft' WHERE id = %s", notice.pk)
        number = (
            "UPDATE reports_publication SET status = 'issued', document_number = %s WHERE id = %s"
        )
        assert execute(number, "示例〔2026〕3号", notice.pk) == 1
        refused(number, "示例〔2026〕4号", notice.pk)
        refused("DELETE FROM reports_publication WHERE id = %s", notice.pk)


def test_what_comes_after_the_issue_is_written(issued):  # noqa: F811
    done = "UPDATE reports_publication SET status = 'superseded', circulation_id = NULL"
    assert execute(done) == 1
    assert execute("UPDATE reports_paperfile SET stored = 'again.pdf'") == 2
    # and what is written is what was there
    assert execute("UPDATE reports_publication SET content = content, number = number") == 1
    row = Publication.objects.get()
    row.save()  # all columns, as they were read
    PaperFile.objects.first().save()


def test_the_refusal_is_a_page_in_chinese(issued):  # noqa: F811
    with pytest.raises(IntegrityError) as told, transaction.atomic():
        issued.paper.delete()
    request = RequestFactory().post("/")
    request.user = issued.clerk
    page = Refusals(lambda _request: None).process_exception(request, told.value)
    assert page.status_code == 409
    assert "已签发或印发的内容不再改动。" in page.content.decode()
    assert Refusals(lambda _request: None).process_exception(request, IntegrityError("x")) is None
