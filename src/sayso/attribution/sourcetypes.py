"""What sort of source an attribution has: a person, an institution, a document, nameless officials, … by rules over one word list.

The noun at the head of the source decides first, by `lexicon/attribution/sources.yaml`; then the kind of the actor that it was resolved to;
then number. Pronouns have the type of what they stand for. Every answer names its rule and the word that carries it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.actors.rolebook import singulars
from sayso.attribution.draft import Draft
from sayso.attribution.lexicon import CueLexicon
from sayso.attribution.tree import Tree
from sayso.records import ActorMention, MentionKind, SourceType, Span

FIRST_PERSON = frozenset(["i", "we", "my", "our", "me", "us", "myself", "ourselves"])
OTHERS = frozenset(["another", "one", "others", "several", "two", "three"])
_NAMELESS = (SourceType.OFFICIALS, SourceType.WITNESSES, SourceType.RESIDENTS, SourceType.INFORMED, SourceType.EXPERTS, SourceType.PEOPLE)
_TEXTS = (SourceType.POLL, SourceType.DOCUMENT)
_BODIES = (SourceType.GOVERNMENT, SourceType.INSTITUTION)
_ACTORS = (SourceType.GOVERNMENT, SourceType.INSTITUTION, SourceType.PERSON)
_DEPTH = 4
"""Words that a source is followed through at most: from a pronoun, over "one of", to a noun."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A type, the rule that gave it, and the word that carries it (a token number; null where there is none)."""

    type: SourceType
    rule: str
    word: int | None = None


class SourceTypes:
    """Types the sources of one text."""

    def __init__(self, tree: Tree, lexicon: CueLexicon) -> None:
        self.tree = tree
        self.lexicon = lexicon
        self._last: Typed | None = None
        """The type asked for last: "another" is another of those."""

    def of(self, draft: Draft, speaker: ActorMention | None) -> Typed:
        """The type of a draft's source; drafts are given in text order.

        Args:
            draft: the attribution; where it has no source of its own, `speaker` is the one that it takes over.
            speaker: whose word it is, as `Speakers` has resolved it.
        """
        head = draft.head
        if head is None:
            if speaker is None:
                return Typed(SourceType.NONE, "no source named")
            head = self._word(speaker.head)
        last, self._last = self._last, None
        unknown = speaker is None or speaker.actor is None
        if unknown and self.tree.lower[head] in OTHERS and last is not None and last.type in _NAMELESS:
            self._last = Typed(last.type, "one more of those before", head)
            return self._last
        self._last = self._typed(head, speaker)
        return self._last

    def _typed(self, head: int, speaker: ActorMention | None) -> Typed:
        """The type of a source by its head."""
        if self.tree.lower[head] in FIRST_PERSON and not (speaker and speaker.antecedent):
            return self._first_person(head)
        return self._of_word(head, speaker, _DEPTH)

    def _first_person(self, head: int) -> Typed:
        """The first person: "I" and "we" outside quotation marks are the outlet's writer, inside them somebody's."""
        if self.tree.quoted[head] < 0:
            return Typed(SourceType.SELF, "first person outside quotation marks", head)
        return Typed(SourceType.PERSON, "first person within quotation marks", head)

    def _of_word(self, head: int, speaker: ActorMention | None, depth: int) -> Typed:
        """The type of what a word names."""
        inner = self._counted(head)
        if inner is not None and depth:
            return self._of_word(inner, self._without_name(speaker, inner), depth - 1)
        if self._pronoun(head):
            return self._of_pronoun(head, speaker, depth)
        if self._outlet(head):
            return Typed(SourceType.SELF, "the outlet names itself", head)
        if self._knowing(head):
            return Typed(SourceType.INFORMED, "noun with words of knowing", head)
        named = self._by_actor(speaker)
        listed = self._by_noun(head)
        if self._named_one(head, speaker) and named is not None:
            return named
        if listed is not None and (listed.type in (*_TEXTS, *_NAMELESS) or named is None):
            one = named is not None and named.type is SourceType.PERSON and not self._plural(head)
            return named if one and named is not None and listed.type not in _TEXTS else listed
        return named or self._by_number(head, speaker)

    def _counted(self, head: int) -> int | None:
        """The noun behind "one of", "several of", "54 percent of" is left for the poll; null where the word is no such count."""
        if self.tree.lemmas[head] not in self.lexicon.set("somebody") and self.tree.pos[head] != "NUM":
            return None
        inner = [at for at in self.tree.with_dep(head, "nmod", "obl") if at > head and self.tree.case(at) in ("of", "among")]
        return next((at for at in inner if self.tree.pos[at] != "NUM"), None)  # not "a man of about forty"

    def _pronoun(self, head: int) -> bool:
        return self.tree.tags[head] in ("PRP", "PRP$", "WP", "WP$") or (self.tree.tags[head] == "WDT")

    def _of_pronoun(self, head: int, speaker: ActorMention | None, depth: int) -> Typed:
        """A pronoun has the type of its antecedent; without one, its own form tells as much as it does."""
        word = self._word(speaker.antecedent) if speaker is not None and speaker.antecedent is not None else None
        if word is not None and word != head and not self._pronoun(word) and depth:
            found = self._of_word(word, speaker, depth - 1)
            return Typed(found.type, f"as its antecedent: {found.rule}", word)
        named = self._by_actor(speaker)
        if named is not None:
            return named
        lower = self.tree.lower[head]
        if lower in ("it", "its", "itself", "which"):
            return Typed(SourceType.INSTITUTION, "pronoun of a thing", head)
        if lower in ("they", "them", "their", "we", "us", "our"):
            return Typed(SourceType.PEOPLE, "pronoun in the plural", head)
        return Typed(SourceType.PERSON, "pronoun of a person", head)

    def _outlet(self, head: int) -> bool:
        """As in "this newspaper", "our correspondent" outside quotation marks."""
        if self.tree.lemmas[head] not in self.lexicon.set("outlets") or self.tree.quoted[head] >= 0:
            return False
        return any(self.tree.lower[at] in ("this", "our", "my") for at in self.tree.with_dep(head, "det", "nmod:poss"))

    def _knowing(self, head: int) -> bool:
        """As in "people familiar with the matter", "a person close to the family", "those with direct knowledge"."""
        if self.tree.lemmas[head] not in self.lexicon.set("somebody"):
            return False
        knowing = self.lexicon.set("knowing")
        for at in self.tree.with_dep(head, "amod", "acl", "acl:relcl", "nmod", "advmod"):
            if at > head and (self.tree.lemmas[at] in knowing or self.tree.lower[at] in knowing):
                return True
        return False

    def _by_noun(self, head: int) -> Typed | None:
        """The type that the word list gives to a noun."""
        lemmas = {self.tree.lemmas[head], *singulars(self.tree.lower[head])}
        for type_ in (SourceType.POLL, SourceType.DOCUMENT, *_NAMELESS, *_BODIES):
            if lemmas & self.lexicon.set(f"{type_}.strong"):
                return Typed(type_, f"noun: {type_}, strong", head)
            if lemmas & self.lexicon.set(f"{type_}.weak") and (self._plural(head) or self._one_of_many(head)):
                return Typed(type_, f"noun: {type_}, weak", head)
        return None

    def _by_actor(self, speaker: ActorMention | None) -> Typed | None:
        """The type of the actor that a source was resolved to."""
        if speaker is None or speaker.actor is None:
            return None
        word = self._word(speaker.head)
        if speaker.kind is MentionKind.DEMONYM:
            whole = any(self.tree.lower[at] == "the" for at in self.tree.with_dep(word, "det"))
            return Typed(SourceType.GOVERNMENT if whole else SourceType.PEOPLE, "nationality", word)
        for type_ in _ACTORS:
            if speaker.actor.kind in self.lexicon.set(f"kinds.{type_}"):
                return Typed(type_, f"actor: {speaker.actor.kind}", word)
        return None

    def _named_one(self, head: int, speaker: ActorMention | None) -> bool:
        """Whether the source is a proper name in the singular, whose words mean nothing by themselves: "The Washington Post"."""
        if speaker is None or speaker.actor is None:
            return False
        short = speaker.kind in (MentionKind.NAME, MentionKind.SHORT, MentionKind.PLACE)
        if short and speaker.actor.kind == "person":
            return not (self._is(head, "document") or self._is(head, "poll"))  # "experts NAME and NAME", not "a study by NAME"
        return short and not self._plural(head) and (self.tree.pos[head] == "PROPN" or self._inside(head, speaker.head))

    def _by_number(self, head: int, speaker: ActorMention | None) -> Typed:
        """What is left: one is a person, several are people; a proper name that nobody knows is a person's only if the actors say so."""
        if speaker is not None and speaker.kind is MentionKind.DOCUMENT:
            return Typed(SourceType.DOCUMENT, "document noun", head)
        if self._plural(head):
            return Typed(SourceType.PEOPLE, "noun in the plural", head)
        return Typed(SourceType.PERSON, "noun in the singular", head)

    def _plural(self, head: int) -> bool:
        return self.tree.tags[head] in ("NNS", "NNPS") or self.tree.lower[head] in ("people", "police")

    def _is(self, head: int, name: str) -> bool:
        """Whether a common noun is in a list of its own right."""
        return self.tree.pos[head] == "NOUN" and self.tree.lemmas[head] in self.lexicon.set(f"{name}.strong")

    def _one_of_many(self, head: int) -> bool:
        """Whether a noun stands with "a", "one", "another"."""
        return any(self.tree.lower[at] in self.lexicon.set("indefinite") for at in self.tree.with_dep(head, "det", "nummod"))

    def _inside(self, at: int, span: Span) -> bool:
        return span.start <= self.tree.starts[at] < span.end

    def _without_name(self, speaker: ActorMention | None, inner: int) -> ActorMention | None:
        """The speaker where it was resolved through the noun within, as "one of them" is."""
        if speaker is None or self._pronoun(inner) or self._inside(inner, speaker.head):
            return speaker
        return None

    def _word(self, span: Span) -> int:
        """The head word of a stretch: the one that hangs on a word outside it."""
        words = self.tree.tokens(span.start, span.end)
        return next((at for at in words if self.tree.heads[at] not in words or self.tree.heads[at] == at), words[-1])
