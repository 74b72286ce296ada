"""The frame of every page: tags, components, vendored files, error pages."""

import hashlib
import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace as Thing

import pytest
from django.template import engines
from django.test import RequestFactory

from organization import clock
from organization.templatetags import shell
from tests.shell.page import GuideForm, Task, draw, guide
from tests.world import full_world

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "static"
IN_2026 = date(2026, 8, 12)


@pytest.fixture
def frame_urls(settings):
    settings.ROOT_URLCONF = "tests.shell.urls"


class Elements(HTMLParser):
    """Every start tag with its attributes, in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict]:
        return [attrs for name, attrs in self.found if name == tag]


def render(source: str, **context) -> str:
    request = RequestFactory().get("/?page=1&q=三")
    return engines["django"].from_string("{% load shell %}" + source).render(context, request)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        *((83, 100, "83%"), (484, 486, "99.6%"), (2499, 2500, "99.9%"), (5, 5, "100%")),
        *((0, 7, "0%"), (1, 100_000, "不足0.1%"), (1, 0, "—"), (None, 3, "—")),
    ],
)
def test_percent_is_never_all_or_nothing_when_it_is_not(part, whole, text):
    assert shell.percent(part, whole) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0字节"), (1023, "1023字节"), (88_000, "86 KB"), (1_500_000, "1.4 MB"), (None, "—")],
)
def test_sizes_as_people_read_them(size, text):
    assert shell.human_size(size) == text


def test_a_day_names_its_year_only_when_it_is_another():
    with clock.at(IN_2026):
        assert shell.day(date(2026, 8, 3)) == "8月3日"
        assert shell.day(date(2009, 8, 12)) == "2009年8月12日"
        assert shell.full_day(IN_2026) == "2026年8月12日"
        assert shell.weekday(IN_2026) == "星期三"
        assert shell.day(None) == ""


def test_a_moment_is_told_in_local_time():
    with clock.at(IN_2026):
        assert shell.moment(datetime(2026, 8, 11, 18, 5, tzinfo=UTC)) == "8月12日 02:05"


def test_query_with_keeps_the_rest_and_takes_none_out():
    assert render("{% query_with page=2 %}") == "?q=%E4%B8%89&amp;page=2"
    assert render("{% query_with page=None q='' %}") == "?"


def test_a_status_carries_word_shape_colour_and_its_thing():
    found = Elements(render("{% status_badge t %}", t=Task(4, "returned", "退回重查"))).found
    assert found[0] == (
        "span",
        {"class": "st st-back", "data-thing": "task:4", "data-status": "returned"},
    )
    assert found[2][1]["href"].endswith("img/shapes.svg#returned")


def test_an_unknown_status_is_shown_in_grey_not_lost():
    assert "st-todo" in render("{% status_badge t %}", t=Task(1, "brand_new", "新"))


def test_not_compliant_is_never_red():
    answer = Thing(
        pk=1, result="no", _meta=Thing(model_name="answer"), get_result_display=lambda: "不符合"
    )
    assert 'class="st st-no"' in render("{% result_badge a %}", a=answer)


@pytest.mark.parametrize(
    ("light", "classes", "word"),
    [
        *(("on_time", "st st-ok", "按期"), ("near", "st st-near", "临期")),
        *(("late", "st st-late", "逾期"), ("done_late", "st st-late", "逾期完成")),
        *(("done", "st st-ok", "按期完成"), (None, "st st-todo", "未定时限")),
    ],
)
def test_lights(light, classes, word):
    drawn = render("{% light_badge light %}", light=light)
    assert Elements(drawn).found[0][1]["class"] == classes
    assert re.sub(r"<[^>]+>|\s", "", drawn) == word


def test_errors_and_help_are_tied_to_their_field():
    form = GuideForm({"title": "一" * 11})
    elements = Elements(render('{% include "components/field.html" %}', field=form["title"]))
    (field,) = elements.all("input")
    ids = {attrs["id"] for _, attrs in elements.found if "id" in attrs}
    assert field["aria-invalid"] == "true"
    assert set(field["aria-describedby"].split()) == {"id_title_helptext", "id_title_error"}
    assert ids == {"id_title", "id_title_helptext", "id_title_error"}
    assert elements.all("label")[0]["for"] == "id_title"


def test_a_list_of_boxes_is_a_fieldset_with_a_legend():
    drawn = render('{% include "components/field.html" %}', field=GuideForm()["tracks"])
    assert [tag for tag, _ in Elements(drawn).found][:2] == ["fieldset", "legend"]


def test_a_file_can_be_removed_inside_a_form_without_a_second_form():
    files = [Thing(name="a.pdf", url="/f/", size=1, remove_url="/f/1/")]
    source = '{% include "components/file_list.html" with inside_form=True %}'
    elements = Elements(render(source, files=files))
    assert elements.all("form") == []
    assert elements.all("button")[0]["formaction"] == "/f/1/"


def test_the_frame_keeps_the_page_rules(frame_urls):
    drawn = draw("guide.html", guide(wrong=True))
    elements = Elements(drawn)
    ids = [attrs["id"] for _, attrs in elements.found if "id" in attrs]
    assert elements.all("html") == [{"lang": "zh-Hans"}]
    assert len(elements.all("h1")) == 1
    assert sorted(ids) == sorted(set(ids))
    assert [a for _, attrs in elements.found for a in attrs if a == "style" or a[:2] == "on"] == []
    assert re.findall(r"<script(?![^>]*\bsrc=)", drawn) == []
    assert [a["href"] for a in elements.all("link") if "//" in a["href"]] == []
    posts = [form for form in elements.all("form") if form.get("method") == "post"]
    assert drawn.count('name="csrfmiddlewaretoken"') == len(posts)


def test_signing_out_is_a_form(frame_urls):
    forms = Elements(draw("guide.html", guide())).all("form")
    assert {"method": "post", "action": "/logout/", "data-act": "sign_out"} in forms


def test_the_demo_banner_is_only_in_a_demo_database(frame_urls):
    assert "data-demo" in draw("guide.html", guide())
    assert "data-demo" not in draw("guide.html", guide() | {"demo_database": False})


def test_htmx_is_told_what_to_swap_and_to_keep_nothing():
    drawn = engines["django"].get_template("500.html").render()
    config = next(
        meta["content"] for meta in Elements(drawn).all("meta") if meta.get("name") == "htmx-config"
    )
    told = ('"historyCacheSize":0', '"allowEval":false', '"includeIndicatorStyles":false')
    for setting in (*told, '"defaultSettleDelay":0'):
        assert setting in config
    assert '{"code":"409","swap":true},{"code":"422","swap":true}' in config


def test_the_500_page_needs_neither_context_nor_database():
    drawn = engines["django"].get_template("500.html").render()
    assert "系统没有办成这一步" in drawn
    assert "此前保存的内容完好" in drawn


@pytest.mark.parametrize("code", ["400", "403", "404", "409", "422"])
def test_a_refusal_says_why_what_was_kept_and_what_to_do(code, frame_urls):
    context = guide() | {"reason": "因为下雨", "reasons": []}
    drawn = draw(f"{code}.html", context)
    assert len(Elements(drawn).all("h1")) == 1
    assert drawn.count('id="refusal"') == 1
    assert len(re.findall(r"<p>", drawn.split('id="refusal"')[1].split("</section>")[0])) == 3
    assert "因为下雨" in drawn


def test_sign_in_keeps_the_way_back(frame_urls):
    drawn = draw("registration/login.html", {"form": GuideForm(), "next": "/go/task/4/"})
    inputs = Elements(drawn).all("input")
    assert {"type": "hidden", "name": "next", "value": "/go/task/4/"} in inputs


def test_vendored_files_are_what_their_lists_say():
    folders = sorted(p for p in (STATIC / "vendor").iterdir() if p.is_dir())
    names = {folder.name.split("@")[0] for folder in folders}
    assert {"htmx", "tabler-core", "tabler-icons"} - names == set()
    for folder in folders:
        lines = (folder / "SHA256SUMS").read_text().splitlines()
        listed = {name: digest for digest, name in (line.split() for line in lines)}
        found = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.iterdir()
            if path.name != "SHA256SUMS"
        }
        assert "LICENSE" in listed
        assert found == listed


def test_every_icon_and_shape_that_a_template_names_is_drawn():
    def drawn(path: Path) -> set[str]:
        return set(re.findall(r'<symbol id="([^"]+)"', path.read_text()))

    source = "".join(p.read_text() for p in sorted((ROOT / "templates").rglob("*.html")))
    icons = set(re.findall(r'{% icon "([^"]+)"', source))
    shapes = set(re.findall(r'{% shape "([^"]+)"', source))
    shapes |= set(re.findall(r'{% status_word "[^"]+" "([^"]+)"', source))
    assert icons - drawn(STATIC / shell.ICONS) == set()
    assert shapes - drawn(STATIC / shell.SHAPES) == set()


@pytest.mark.parametrize(
    ("account", "headings"),
    [
        ("clerk", {"自查": "自查与检查", "意见投诉": "社会监督", "问题": "问题整改"}),
        ("head", {"自查": "自查与检查", "问题": "问题整改"}),
    ],
)
def test_the_menu_of_a_campaign_is_headed_by_what_it_is_for(world, client, account, headings):
    full_world(world)
    person = getattr(world, account)
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    entries = client.get(f"/campaigns/{world.campaign.code}/").context["nav"]
    told = {entry.label: entry.group for entry in entries if entry.group}
    assert told.items() >= headings.items()
    assert len(set(told.values())) == len(told)  # no heading twice
