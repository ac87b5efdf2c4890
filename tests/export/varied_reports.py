"""Invented reports with events of every sort that an export must tell apart."""

from __future__ import annotations

from dataclasses import replace

from sayso.ids import content_id
from sayso.records import (
    Actor,
    ActorMention,
    Article,
    Attribution,
    AttributionKind,
    Claim,
    Coding,
    Event,
    Footing,
    MentionKind,
    Outlet,
    Place,
    PlaceRole,
    Span,
    Status,
    TimeExpression,
    Toll,
    Why,
)

HEADLINE = '=HYPERLINK("http://bad.example") says the Reed Front'
BODY = (
    "-Fighters of the Reed Front shelled the villages near Ambovombe on Tuesday, killing between 3 and 5 dockers.\n"
    "The Reed Front said the Marsh Guard had burned the mill in October. The Marsh Guard denied burning the mill.\n"
    "The Reed Front threatened to shell the port of Suva. Marchers of Omar Delune's union blocked the road.\n"
    f"{'Talks between the two sides went on in Basra, ' * 60}and no end was in sight.\n"
)
TEXT = f"{HEADLINE}\n\n{BODY}"
OUTLET = Outlet("@ The Invented Gazette", "IRQ")
FRONT = Actor("grp.reed-front", "Reed Front", "MDG", ("REB",), "armed_group")
GUARD = Actor("grp.marsh-guard", "Marsh Guard", "MDG", ("MIL",), "armed_forces")
UNION = Actor("text.11111111.omar-delune", "Omar Delune", "FJI", ("LAB",), "person")
DOCKERS = Actor("role.docker", "docker", "MDG", ("LAB",), "role")


def at(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


def place(words: str, lat: float, lon: float, country: str, precision: int = 1) -> Place:
    return Place(at(words), words, PlaceRole.LOCATIVE, "city", 1, lat, lon, country, None, precision, 0.9, "where:test")


def _mention(words: str, actor: Actor | None, after: int = 0) -> ActorMention:
    return ActorMention(at(words, after), at(words, after), MentionKind.NAME, actor)


def _event(name: str, kind: str, trigger: Span, **given: object) -> Event:
    return Event(content_id("e", "varied", name), kind, (trigger,), **given)  # type: ignore[arg-type]


SAYS = Attribution(
    "s_00000000000000a1",
    (at("The Reed Front"),),
    (at("said"),),
    (at("the Marsh Guard had burned the mill in October"),),
    AttributionKind.INDIRECT,
    "accuse",
    _mention("The Reed Front", FRONT),
    confidence=0.8,
)
TUESDAY = TimeExpression(at("Tuesday"), "DATE", "2024-03-19", None, "2024-03-19", "2024-03-19", 1, "published", "when:weekday", 1)
OCTOBER = TimeExpression(at("October"), "DATE", "2023-10", None, "2023-10-01", "2023-10-31", 3, "published", "when:month", 4)
SINCE = TimeExpression(at("went on"), "DATE", "2024-02", None, "2024-02-01", None, 3, None, "when:since")
SHELLED = _event(
    "shelled",
    "ASSAULT",
    at("shelled"),
    mode="heavy-weapons",
    cameo="194",
    contexts=("military",),
    actors=(_mention("Reed Front", FRONT, len(HEADLINE)),),
    recipients=(_mention("dockers", DOCKERS),),
    when=TUESDAY,
    where=place("Ambovombe", -25.1667, 46.0833, "MDG"),
    toll=(Toll("dead", 3, 5, at("between 3 and 5 dockers"), at("dockers")),),
    why=(Why("when", "clause"), Why("where", "clause")),
    confidence=0.9,
)
BURNED = _event(
    "burned",
    "ASSAULT",
    at("burned"),
    mode="destroy",
    cameo="1832",
    actors=(_mention("Marsh Guard", GUARD),),
    when=OCTOBER,
    footing=Footing.ACCUSED,
    voice=SAYS.id,
    why=(Why("where", "none", note="no place governs its clause"),),
    confidence=0.7,
)
DENIED = _event(
    "denied", "ASSAULT", at("burning"), mode="destroy", cameo="1832", actors=(_mention("Marsh Guard", GUARD),), footing=Footing.DENIED
)
THREAT = _event(
    "threat",
    "ASSAULT",
    at("shell the port"),
    mode="heavy-weapons",
    cameo="194",
    actors=(_mention("Reed Front", FRONT),),
    where=place("Suva", -18.1416, 178.4415, "FJI"),
    status=Status.THREATENED,
)
MARCH = _event("march", "PROTEST", at("blocked"), mode="obstruct", cameo="144", actors=(_mention("Omar Delune", UNION),), confidence=0.5)
TALKS = _event(
    "talks", "CONSULT", at("Talks"), cameo="046", when=SINCE, where=place("Basra", 30.50852, 47.7804, "IRQ", 3), status=Status.ONGOING
)
TALKS = replace(TALKS, trigger=(at("Talks"), at("no end was in sight")))
"""Told in two pieces far from each other: a quote of more than 2,045 bytes."""
EVENTS = (SHELLED, BURNED, DENIED, THREAT, MARCH, TALKS)


def varied() -> Coding:
    """One report: shelling told as fact, an accusation and its denial, a threat, a protest of a private person, talks without an end."""
    key = content_id("a", "varied", TEXT)
    article = Article(
        key,
        TEXT,
        Span(0, len(HEADLINE)),
        HEADLINE,
        Span(len(HEADLINE) + 2, len(TEXT)),
        OUTLET,
        "https://gazette.example/1",
        None,
        "2024-03-20T10:00:00+03:00",
        "header",
        None,
        "en",
        "/home/someone/reports/varied.txt",
    )
    claims = (
        Claim(
            "c_00000000000000b1",
            SHELLED.id,
            "toll.dead",
            '{"high":5,"low":3,"who":"dockers"}',
            at("between 3 and 5 dockers"),
            None,
            None,
            "2024-03-20",
            "published",
            "toll",
        ),
        Claim(
            "c_00000000000000b2",
            BURNED.id,
            "actor",
            '{"id":"grp.marsh-guard"}',
            at("the Marsh Guard"),
            SAYS.id,
            FRONT.id,
            "2024-03-20",
            "published",
            "frame",
        ),
    )
    return Coding(article, (TUESDAY, OCTOBER), (), (), (SAYS,), EVENTS, claims)
