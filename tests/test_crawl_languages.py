"""The Lanzhou story read in traditional Chinese and in English, link by link, by everybody."""

import pytest

from organization import clock, jobs
from tests.crawler import Crawler
from tests.signed_in import at_browser
from tests.test_crawl import LEAST, ROLES, account, own_words
from tests.tongues import brought_along, told

pytestmark = pytest.mark.django_db
__all__ = ["own_words"]
TAGS = {"zh-hant": "zh-Hant", "en": "en"}


@pytest.fixture(scope="module", params=TAGS)
def language(request, django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        folder = tmp_path_factory.mktemp(request.param)
        with told(request.param, folder, today=clock.today()):
            jobs.run_all()
            yield request.param


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_in_the_language_of_its_reader(language, own_words, role):
    words = brought_along() if language == "en" else own_words
    crawler = Crawler(at_browser(account(role)), few=1, own_words=words, language=TAGS[language])
    visits = crawler.crawl("/")
    assert crawler.wrong() == {}
    assert len(visits) >= LEAST[role] // 2
