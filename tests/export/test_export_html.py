from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

from sayso.export.html import page
from sayso.export.marking import voices
from sayso.records import Article, Attribution, AttributionKind, Certainty, Coding, Place, PlaceRole, Span, TimeExpression


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
    style = re.search(r"<style>(.*?)</style>", source, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in source
    assert "prefers-color-scheme: dark" in style[1]


def test_overlapping_spans_are_all_shown_and_links_go_both_ways(coding: Coding) -> None:
    read = Reading(page(coding))
    classes = [attrs["class"] for tag, attrs in read.tags if tag == "span" and attrs.get("title")]
    assert "content event v0" in classes
    assert "content place v0" in classes
    assert "content time v0" in classes
    ids = [str(attrs["id"]) for _, attrs in read.tags if attrs.get("id")]
    links = {str(attrs["href"])[1:] for _, attrs in read.tags if attrs.get("href")}
    keys = {coding.events[0].id, coding.attributions[0].id}
    assert links == set(ids) == keys | {f"list-{key}" for key in keys}
    assert len(ids) == len(set(ids))
    labels = {attrs.get("aria-label"): attrs.get("data-number") for tag, attrs in read.tags if tag == "a" and attrs.get("aria-label")}
    assert labels["Event 1: ASSAULT / explosives (CAMEO 183), claimed"] == "1"
    titles = " ".join(attrs.get("title") or "" for _, attrs in read.tags)
    assert "occurred, claimed" in titles
    assert "Omar Delune" in titles
    assert "known from: the Harbour Front" not in titles  # the name itself spoke; only "We", no speaker, leans on an antecedent


def test_half_characters_and_a_span_to_the_end_do_no_harm() -> None:
    text = "Basra \ud800"
    coding = Coding(Article("a_1", text), places=(Place(Span(6, 7), "x", PlaceRole.LOCATIVE),))
    assert "Basra " in page(coding).encode().decode()


def test_a_page_without_findings_is_whole(coding: Coding) -> None:
    bare = replace(coding, times=(), places=(), mentions=(), attributions=(), events=(), claims=())
    assert Reading(page(bare)).text == coding.article.text


def test_a_voice_has_one_colour_in_the_legend_in_the_text_and_beside_it(coding: Coding) -> None:
    def items(read: Reading) -> list[str | None]:
        return [attrs.get("class") for tag, attrs in read.tags if tag == "li"]

    assert items(Reading(page(coding))) == ["v0", "v0", "v0"]  # legend, attribution, event
    other = replace(coding.attributions[0], id="s_00000000000000ab", source=(coding.mentions[2].span,), speaker=coding.mentions[2])
    more = replace(coding, attributions=(*coding.attributions, other), events=(replace(coding.events[0], voice=None),))
    assert items(Reading(page(more))) == ["v0", "v1", "v0", "v1", None]
    assert (voices(more).names, voices(more).sayings) == (("Harbour Front (IRQ REB)", "two guards"), (1, 1))


def nested(coding: Coding) -> Coding:
    """The invented report with a saying of the guards within that of the spokesman, and one within the guards'."""
    text = coding.article.text
    day = TimeExpression(coding.times[0].span, "DATE", "2031-03-04", start="2031-03-04", end="2031-03-04")

    def at(words: str) -> tuple[Span, ...]:
        start = text.index(words)
        return (Span(start, start + len(words)),)

    guards = replace(coding.mentions[2], antecedent=at("Omar Delune")[0])
    (outer,) = coding.attributions
    inner = Attribution(
        "s_00000000000000ab",
        at("two guards"),
        at("killed"),
        at("depot in Basra on 4 March"),
        AttributionKind.INDIRECT,
        "deny",
        guards,
        channel=at("depot"),
        addressee=at("Basra"),
        said_when=day,
        negated=True,
        certainty=Certainty.PROBABLE,
        parent=outer.id,
    )
    inmost = replace(inner, id="s_00000000000000ac", content=at("Basra"), speaker=coding.mentions[0], parent=inner.id)
    return replace(coding, attributions=(outer, inner, inmost))


def test_a_saying_within_anothers_is_underlined_in_its_colour_and_indented_under_it(coding: Coding) -> None:
    source = page(nested(coding))
    classes = [str(attrs["class"]) for tag, attrs in Reading(source).tags if tag == "span" and attrs.get("title")]
    assert any(name.endswith("v1 nested p0") for name in classes)
    assert any(name.endswith("v0 nested p1") for name in classes)
    listed = source[source.index('<ol class="said">') :]
    outer, inner, inmost = (listed.index(f'<li id="list-s_00000000000000{end}"') for end in ("aa", "ab", "ac"))
    assert outer < listed.index("<ol>") < inner < listed.index("<ol>", inner) < inmost < listed.index("</ol></li>\n</ol></li>")
    assert source.count("<ol") == source.count("</ol>")
    assert source.count("<li") == source.count("</li>")


def test_hovering_tells_whose_word_it_is_and_how_it_was_said(coding: Coding) -> None:
    titles = [attrs.get("title") or "" for _, attrs in Reading(page(nested(coding))).tags]
    note = next(line for title in titles for line in title.split("\n") if line.startswith("content · two guards"))
    for words in (
        "deny, indirect, negated, probable",
        "known from: Omar Delune",
        "cue: killed",
        "channel: depot",
        "to: Basra",
        'said when: 2031-03-04 "4 March"',
        "reported by Omar Delune",
    ):
        assert words in note


def test_a_circle_of_parents_and_a_long_chain_are_listed_whole(coding: Coding) -> None:
    (said,) = coding.attributions
    ids = [f"s_{number:016}" for number in range(2000)]
    chain = [replace(said, id=key, parent=parent) for key, parent in zip(ids, [ids[2], *ids], strict=False)]
    source = page(replace(coding, attributions=tuple(chain)))
    assert source.count('<li id="list-s_') == len(chain)
    assert source.count("<ol") == source.count("</ol>")
