from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from sayso.export.html import STYLE, page
from sayso.records import Article, Coding, Place, PlaceRole, Span


class Reading(HTMLParser):
    """Collects the text of <article> and every tag and attribute of the page."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.inside = False
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = self.inside or tag == "article"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "article"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text += data


def test_the_text_comes_back_whole_and_nothing_of_it_is_markup(coding: Coding) -> None:
    read = Reading(page(coding))
    assert read.text == coding.article.text
    assert not {tag for tag, _ in read.tags} & {"b", "i", "script", "link", "img", "iframe"}
    assert not [attrs for _, attrs in read.tags if attrs.keys() & {"src", "style", "onclick"} or (attrs.get("href") or "#")[0] != "#"]


def test_the_policy_allows_the_style_sheet_alone(coding: Coding) -> None:
    source = page(coding)
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in source
    assert re.search(r"<style>(.*?)</style>", source, re.S)[1] == STYLE  # type: ignore[index]


def test_overlapping_spans_are_all_shown_and_links_find_their_words(coding: Coding) -> None:
    read = Reading(page(coding))
    classes = [attrs["class"] for tag, attrs in read.tags if tag == "span" and attrs.get("title")]
    assert "content event v0" in classes
    assert "content place v0" in classes
    assert "content time v0" in classes
    anchors = {attrs["id"] for _, attrs in read.tags if attrs.get("id")}
    links = {str(attrs["href"])[1:] for _, attrs in read.tags if attrs.get("href")}
    assert links == anchors == {coding.events[0].id, coding.attributions[0].id}
    titles = " ".join(attrs.get("title") or "" for _, attrs in read.tags)
    assert "occurred, claimed" in titles
    assert "Omar Delune" in titles


def test_half_characters_and_a_span_to_the_end_do_no_harm() -> None:
    text = "Basra \ud800"
    coding = Coding(Article("a_1", text), places=(Place(Span(6, 7), "x", PlaceRole.LOCATIVE),))
    assert "Basra " in page(coding).encode().decode()


def test_a_page_without_findings_is_whole(coding: Coding) -> None:
    bare = replace(coding, times=(), places=(), mentions=(), attributions=(), events=(), claims=())
    assert Reading(page(bare)).text == coding.article.text


def test_a_voice_has_one_colour_in_the_text_and_beside_it(coding: Coding) -> None:
    read = Reading(page(coding))
    assert [attrs["class"] for tag, attrs in read.tags if tag == "li"] == ["v0", "v0"]
    other = replace(coding.attributions[0], id="s_00000000000000ab", speaker=coding.mentions[2])
    more = replace(coding, attributions=(*coding.attributions, other), events=(replace(coding.events[0], voice=None),))
    assert [attrs.get("class") for tag, attrs in Reading(page(more)).tags if tag == "li"] == [None, "v0", "v1"]
