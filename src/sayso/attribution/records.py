"""From drafts to `Attribution` records: spans, kind, class, nesting, speaker, time of saying, explanation."""

from __future__ import annotations

from spacy.tokens import Doc

from sayso.attribution.citing import turn_citations
from sayso.attribution.communication import Communication, CueReader
from sayso.attribution.draft import Draft
from sayso.attribution.lexicon import CueLexicon
from sayso.attribution.nesting import outermost_first, parents, untangle
from sayso.attribution.saidwhen import SayingTimes
from sayso.attribution.sourcetypes import SourceTypes
from sayso.attribution.spans import content_spans
from sayso.attribution.speakers import Speakers
from sayso.attribution.tree import Tree
from sayso.ids import content_id
from sayso.records import ActorMention, Attribution, AttributionKind, Span, TimeExpression, Why

DIRECT_SHARE = 0.9


class Records:
    """Makes the records of one text."""

    def __init__(self, doc: Doc, tree: Tree, lexicon: CueLexicon) -> None:
        self.doc = doc
        self.tree = tree
        self.lexicon = lexicon
        published = doc._.article.published if doc._.article else None
        self.times = SayingTimes(tree, doc._.times, lexicon.set("addressing"), published)
        self.cues = CueReader(tree, lexicon)
        self.types = SourceTypes(tree, lexicon)
        self.article = doc._.article.id if doc._.article else ""

    def make(self, drafts: list[Draft]) -> tuple[Attribution, ...]:
        """The records of the drafts, in their order; drafts without content spans are dropped."""
        turn_citations(self.tree, self.lexicon, drafts)
        untangle(self.tree, drafts)
        contents = {id(draft): content_spans(self.tree, draft) for draft in drafts}
        drafts = [draft for draft in drafts if contents[id(draft)]]
        parent = parents(drafts)
        speakers = self._speakers(drafts, parent)
        ids = [self._id(draft, contents[id(draft)]) for draft in drafts]
        return tuple(
            self._record(draft, ids[number], contents[id(draft)], speakers[number], ids[above] if above is not None else None)
            for number, (draft, above) in enumerate(zip(drafts, parent, strict=True))
        )

    def _speakers(self, drafts: list[Draft], parent: list[int | None]) -> list[ActorMention | None]:
        """The speaker of every draft; one without a cue has the speaker of the attribution before it."""
        resolver = Speakers(self.doc, self.tree, self.lexicon)
        found: dict[int, ActorMention | None] = {}
        places = {id(draft): number for number, draft in enumerate(drafts)}
        for number in outermost_first(parent):
            above = parent[number]
            found[number] = resolver.resolve(drafts[number], found.get(above) if above is not None else None)
        for number, draft in enumerate(drafts):
            before = places.get(id(draft.previous)) if draft.previous is not None else None
            if found[number] is None and before is not None:
                found[number] = found[before]
        return [found[number] for number in range(len(drafts))]

    def _id(self, draft: Draft, content: tuple[Span, ...]) -> str:
        spans = (*self.tree.spans(draft.source), None, *self.tree.spans(draft.cue_words), None, *content)
        return content_id("s", self.article, *(f"{span.start}-{span.end}" if span else "" for span in spans))

    def _record(self, draft: Draft, own: str, content: tuple[Span, ...], speaker: ActorMention | None, parent: str | None) -> Attribution:
        said = self.times.of(draft)
        source, cue = self.tree.spans(draft.source), self.tree.spans(draft.cue_words)
        how = self.cues.read(draft.cue_words, draft.content, draft.head)
        typed = self.types.of(draft, speaker)
        return Attribution(
            id=own,
            source=source,
            cue=cue,
            content=content,
            kind=self._kind(draft),
            speech=how.speech,
            speaker=speaker,
            addressee=self.tree.spans(draft.addressee),
            channel=self.tree.spans(draft.channel) or self._media(self.tree.spans(draft.addressee)),
            said_when=said,
            negated=how.negated,
            certainty=how.certainty,
            source_type=typed.type,
            parent=parent,
            why=(*self._why(draft, source, content, how, speaker, said), Why("source_type", typed.rule, span=self._word(typed.word))),
            confidence=round(draft.confidence, 3),
        )

    def _why(
        self,
        draft: Draft,
        source: tuple[Span, ...],
        content: tuple[Span, ...],
        how: Communication,
        speaker: ActorMention | None,
        said: TimeExpression | None,
    ) -> tuple[Why, ...]:
        spans = {"source": source, "content": content}
        why = [
            Why(name, rule, span=spans[name][0] if spans.get(name) else None, score=score)
            for name, (rule, score) in sorted(draft.rules.items())
        ]
        why += [Why(name, rule, span=self._word(at)) for name, (rule, at) in sorted(how.rules.items())]
        if speaker is not None:
            note = "" if speaker.actor else "not resolved to an actor"
            why.append(Why("speaker", speaker.rule, span=speaker.antecedent or speaker.head, score=speaker.score, note=note))
        else:
            why.append(Why("speaker", "none", note="the text names no source"))
        if said is not None:
            why.append(Why("said_when", "hangs on cue", span=said.span))
        return tuple(why)

    def _media(self, addressee: tuple[Span, ...]) -> tuple[Span, ...]:
        """The addressee, where it is an outlet that the actors' lexicon knows: who tells an agency speaks through it."""
        known = (mention for mention in self.doc._.mentions if mention.actor is not None and mention.actor.kind == "media")
        return addressee if addressee and any(each.span.overlaps(addressee[0]) for each in known) else ()

    def _word(self, at: int | None) -> Span | None:
        return Span(self.tree.starts[at], self.tree.ends[at]) if at is not None and at >= 0 else None

    def _kind(self, draft: Draft) -> AttributionKind:
        """Direct, indirect or mixed by the share of the content's words that stand in quotation marks."""
        words = [at for at in draft.content if not self.tree.is_punct(at)]
        share = sum(self.tree.quoted[at] >= 0 for at in words) / len(words) if words else 0.0
        return AttributionKind.DIRECT if share >= DIRECT_SHARE else AttributionKind.MIXED if share else AttributionKind.INDIRECT
