from __future__ import annotations

import time

import pytest

from sayso.ids import content_id
from sayso.intake import UnreadableError, article_from_text, clean, deadline
from sayso.records import Outlet
from sayso.scale.coding import soundly
from sayso.scale.worker import Failure

WORDS = "  The council met on Friday.\r\n\r\nIt said nothing.\x00 "


def test_a_text_is_kept_as_it_is_but_for_the_clean_up() -> None:
    article = article_from_text(
        WORDS, title="Council meets", outlet="The Invented Post", url="https://post.example/1", published="2024-03-21"
    )
    assert article.text == clean(WORDS).text == "  The council met on Friday.\n\nIt said nothing. "
    assert (article.headline, article.title, article.body) == ("Council meets", None, None)
    assert (article.published, article.published_basis) == ("2024-03-21", "user")
    assert article.id == content_id("a", "The Invented Post", "https://post.example/1", article.text)


def test_a_title_is_put_before_the_text_only_on_request() -> None:
    article = article_from_text("The council met.", title="Council\nmeets", prepend_title=True)
    assert article.text == "Council meets\n\nThe council met."
    assert article.title is not None
    assert article.body is not None
    assert article.title.of(article.text) == "Council meets"
    assert article.body.of(article.text) == "The council met."


@pytest.mark.parametrize(
    ("given", "basis"), [(None, "no-date"), ("", "no-date"), ("99 Decembe", "unreadable-date"), ("04/05/2024", "ambiguous-day-month")]
)
def test_a_missing_or_unreadable_date_is_null_with_its_reason(given: str | None, basis: str) -> None:
    article = article_from_text("The council met.", published=given)
    assert (article.published, article.published_basis, article.published_date) == (None, basis, None)


def test_the_outlets_zone_is_used() -> None:
    article = article_from_text("The council met.", outlet=Outlet("Post", zone="Asia/Beirut"), published="21 Mar 2024 23:58")
    assert (article.published, article.zone) == ("2024-03-21T23:58:00+02:00", "Asia/Beirut")


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "empty"), ("\x00\n", "empty"), ("(" * 20_000, "too-long-run"), ("x" * 20_000, "too-long-run"), ("x " * 600_000, "too-large")],
)
def test_texts_beyond_the_limits_are_refused(text: str, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        article_from_text(text)
    assert caught.value.reason == reason
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council said on Friday that it would not meet the union, which had been on strike for a week and a half.", "en"),
        ("Le conseil a dit vendredi que les pilotes du port ne sont pas en grève et que la ville est dans le calme.", "fr"),
        ("El consejo dijo el viernes que los pilotos del puerto no se han unido a la huelga y que la ciudad está en calma.", "es"),
        ("Too short.", None),
        (
            "Lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore magna aliqua enim minim.",
            None,
        ),
    ],
)
def test_language_is_told_or_left_null(text: str, language: str | None) -> None:
    assert article_from_text(text).language == language


def test_a_given_language_counts() -> None:
    assert article_from_text("Too short.", language="en-GB").language == "en"
    assert article_from_text("Too short.", language="English").language == "en"
    assert article_from_text("Too short.", language="plain").language is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Talsmanden sagde, at byen ikke blev angrebet af oprørerne, og at det er en løgn. Han har ikke mere at sige om det.", "da"),
        (
            "Napastnicy zaatakowali miasto w nocy, ale wojsko twierdzi, że to nie jest prawda i że sytuacja jest taka, jak było od lat.",
            "pl",
        ),
        ("Военные сообщили, что город не был атакован, и в нем было тихо, но это не так, как сообщил их представитель.", "ru"),
        ("军方发言人说，部队昨晚进入了该市，但没有发生战斗。居民们说他们听到了爆炸声。目前还没有伤亡报告，调查仍在进行。", "zh"),
        ("軍の報道官は、部隊が昨夜その都市に入ったが戦闘はなかったと述べた。住民は爆発音を聞いたと話している。", "ja"),
        ("در این شهر که از شب گذشته آرام است، سخنگوی ارتش گفت که نیروها برای حفظ امنیت وارد شده اند و با مردم هستند.", "fa"),
        ("ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ " * 6, "und"),
    ],
)
def test_articles_in_other_languages_are_marked_and_not_coded(text: str, language: str) -> None:
    article = article_from_text(text, language="en")
    found = soundly(lambda model, given: pytest.fail("coded as if English"), None, article)
    assert article.language == language
    assert isinstance(found, Failure)
    assert found.reason == "not-english"


def test_deadlines_nest_and_the_outer_one_goes_on() -> None:
    def slow() -> None:
        with deadline(5):
            time.sleep(0.02)
        time.sleep(5)

    began = time.perf_counter()
    with pytest.raises(UnreadableError, match="timeout"), deadline(0.1):
        slow()
    assert time.perf_counter() - began < 2
