"""One invented report with a coding made by hand that uses every field of the records."""

from __future__ import annotations

from sayso.ids import content_id
from sayso.manifest import Manifest
from sayso.records import (
    Actor,
    ActorMention,
    Article,
    Attribution,
    AttributionKind,
    Certainty,
    Claim,
    Coding,
    Event,
    Footing,
    MentionKind,
    Outlet,
    Place,
    PlaceRole,
    SourceType,
    Span,
    Status,
    TimeExpression,
    Toll,
    Why,
)

TITLE = "Harbour shelled, says Öster Front"
BODY = (
    "The Öster Front said on Monday that the Velt Brigade shelled the harbour of Basra on 18 March 2024, killing at least 12 dockers.\n"
    "A spokesman told the Lantern that the mayor had warned of the raid. The mayor denied it."
)
INTERVALS = {
    "day": ("2024-03-10", "2024-03-10"),
    "month": ("2024-02-01", "2024-02-29"),
    "since": ("2024-01-15", None),
    "until": (None, "2023-12-31"),
    "undated": (None, None),
}
"""First and last day of an event of every sort."""
OUTLET = Outlet("The Basra Lantern", "IRQ", "Asia/Baghdad", "newspaper", None, ("lantern.example",))


def manifest(program: str = "0.1.0") -> Manifest:
    return Manifest(program, "p" * 64, "m" * 64, "l" * 64, "c" * 64, "d" * 64, None, ("numpy==2.0.0",))


def article(
    number: int = 0, *, published: str | None = "2024-03-19T08:00:00+03:00", outlet: Outlet | None = OUTLET, body: str | None = None
) -> Article:
    """A report of its own for every number; a `body` makes several with one text."""
    text = f"{TITLE}\n\n{body or f'{BODY}{chr(10)}Edition {number}.'}"
    url = f"https://lantern.example/{number}"
    key = content_id("a", outlet.name if outlet else None, url, text)
    basis = "metadata" if published else "no date found"
    where = f"reports/{number}.txt"
    return Article(
        key,
        text,
        Span(0, len(TITLE)),
        TITLE,
        Span(len(TITLE) + 2, len(text)),
        outlet,
        url,
        "By A. Nobody",
        published,
        basis,
        None,
        "en",
        where,
    )


def coding(number: int = 0, **given: object) -> Coding:
    report = article(number, **given)  # type: ignore[arg-type]
    text = report.text

    def at(words: str) -> Span:
        start = text.index(words, len(TITLE))
        return Span(start, start + len(words))

    front = Actor("grp.oster-front", "Öster Front", "IRQ", ("REB",), "armed_group")
    brigade = Actor("grp.velt-brigade", "Velt Brigade", "SYR", ("REB", "MIL"), "armed_group")
    speaker = ActorMention(at("The Öster Front"), at("Öster Front"), MentionKind.NAME, front)
    doer = ActorMention(at("the Velt Brigade"), at("Velt Brigade"), MentionKind.NAME, brigade, None, "lexicon", 0.9)
    spokesman = ActorMention(at("A spokesman"), at("spokesman"), MentionKind.ROLE, None, at("Öster Front"), "role", 0.5)
    monday = TimeExpression(at("Monday"), "DATE", "2024-03-18", None, "2024-03-18", "2024-03-18", 1, "published", "weekday")
    day = TimeExpression(at("18 March 2024"), "DATE", "2024-03-18", None, "2024-03-18", "2024-03-18", 1, None, "absolute")
    vague = TimeExpression(at("on Monday"), "DURATION", None, "APPROX")
    basra = Place(at("Basra"), "Basra", PlaceRole.LOCATIVE, "city", 99532, 30.50852, 47.7804, "IRQ", "Basra", 1, 0.98, "lexicon")
    says = content_id("s", report.id, "says")
    told = content_id("s", report.id, "told")
    content = Span(at("the Velt Brigade").start, at("dockers").end)
    outer = Attribution(
        says,
        (speaker.span,),
        (at("said"),),
        (content,),
        AttributionKind.INDIRECT,
        "accuse",
        speaker,
        channel=(at("the Lantern"),),
        said_when=monday,
        source_type=SourceType.INSTITUTION,
        why=(Why("speaker", "nsubj", speaker.head, 0.9, "the subject of “said”"),),
        confidence=0.8,
    )
    inner_parts = (at("the mayor had"), at("warned of the raid"))
    inner = Attribution(
        told,
        (),
        (at("warned"),),
        inner_parts,
        AttributionKind.DIRECT,
        "threaten",
        spokesman,
        negated=True,
        certainty=Certainty.POSSIBLE,
        source_type=SourceType.OFFICIALS,
        parent=says,
    )
    shelling = Event(
        content_id("e", report.id, "shelled"),
        "ASSAULT",
        (at("shelled"),),
        "heavy-weapons",
        "194",
        ("military",),
        (doer, spokesman),
        (ActorMention(at("dockers"), at("dockers"), MentionKind.ROLE, None),),
        day,
        basra,
        (Toll("dead", 12, None, at("at least 12"), at("dockers")), Toll("injured", 3, 5, at("12"))),
        Status.OCCURRED,
        Footing.ACCUSED,
        says,
        (Why("type", "frame:shell", at("shelled"), 0.7), Why("where", "obl", at("Basra"), None, "after “harbour of”")),
        0.75,
    )
    denial = Event(content_id("e", report.id, "denied"), "REJECT", (at("denied"),), status=Status.NEGATED, confidence=0.25)
    claim = Claim(
        content_id("c", shelling.id, "toll"),
        shelling.id,
        "toll.dead",
        "[12,null]",
        at("at least 12"),
        says,
        front.id,
        "2024-03-18",
        "said_when",
        "toll",
    )
    bare = Claim(content_id("c", denial.id, "type"), denial.id, "type", '"REJECT"', None, None, None, None, None)
    mentions = (speaker, doer, spokesman)
    return Coding(report, (monday, day, vague), (basra,), mentions, (outer, inner), (shelling, denial), (claim, bare), 0.125)
