"""What is done by saying it: class, polarity and certainty of any cue, in the lexicon or not, from its words and the tree.

A cue is read from left to right. Auxiliaries and adverbs say how, light verbs ("issued a denial") and carriers ("went on to say")
hand over to what they govern, verbs of failing and refusing reverse it, and what follows a preposition behind the verb is manner
("said in a warning").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.attribution.lexicon import CueLexicon
from sayso.attribution.tree import Tree
from sayso.records import Certainty

GAP = 4
"""Most words between two words of a phrase: "made it abundantly clear"."""
HELPING = frozenset(["aux", "aux:pass", "cop"])
ORDER = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.OPEN)


@dataclass(frozen=True, slots=True)
class Communication:
    """How a cue communicates, each finding with the name of its rule and the token that decided it."""

    speech: str
    """Class of the saying, one of `sayso.attribution.sayings.CLASSES`."""
    negated: bool
    certainty: Certainty
    rules: dict[str, tuple[str, int | None]]
    """``speech``, ``negated`` (where it is) and ``certainty`` (where not certain) -> rule and token."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A word or a phrase of a cue that bears on its class."""

    at: int
    kind: str
    lemma: str
    speech: str | None
    light: bool
    words: tuple[int, ...]
    rule: str
    refused: bool = False


class CueReader:
    """Reads the cues of one text."""

    def __init__(self, tree: Tree, lexicon: CueLexicon) -> None:
        self.tree = tree
        self.lexicon = lexicon
        self.lists = lexicon.sayings
        self._around = {tuple(part for part in phrase if part != "*"): cue.speech for phrase, cue in lexicon.phrases.items()}
        self._negations = lexicon.set("negations")

    def _sets(self, name: str) -> frozenset[str]:
        return self.lists.sets.get(name, frozenset())

    def read(self, cue: Iterable[int], content: Collection[int] = (), source: int | None = None) -> Communication:
        """Class, polarity and certainty of a cue.

        Args:
            cue: token numbers of the cue; none for a quotation that has no cue.
            content: token numbers of the content, which decides between meanings ("rejected the offer", "rejected the charge").
            source: head word of the source, which may negate ("no group has claimed …").
        """
        words = sorted(set(cue))
        items = self._items(words)
        chosen, flips = self._fold([*self._governors(items, words), *items])
        if chosen is None or chosen.speech is None:
            chosen = self._fallback(words, chosen)
        chosen = self._shifted(chosen, content, source)
        speech = str(chosen.speech)
        rules: dict[str, tuple[str, int | None]] = {"speech": (chosen.rule, chosen.at if words else None)}
        negated = self._negation(words, items, source, rules)
        if speech == "decline":
            negated = (chosen.refused or self._refused_saying(chosen, content)) and not negated
            if negated:
                rules["negated"] = (f"negation:{chosen.lemma}", chosen.at)
        else:
            for flip in flips:
                negated = not negated
                rules["negated"] = (f"negation:{flip.lemma}", flip.at)
        if not negated:
            rules.pop("negated", None)
        certainty = self._certainty(words, chosen, negated, content, rules)
        return Communication(speech, negated, certainty, rules)

    def _items(self, words: Sequence[int]) -> list[_Item]:
        """The words and phrases of a cue that bear on its class, in text order; manner phrases left out."""
        found: list[_Item] = []
        taken: set[int] = set()
        manner = False
        for place, at in enumerate(words):
            if at in taken or self.tree.is_punct(at):
                continue
            item = self._phrase(words, place) or self._word(at, words)
            if item is None:
                manner = manner or (self.tree.pos[at] in ("ADP", "SCONJ") and any(not other.light for other in found))
                continue
            manner = manner and item.kind != "verb"
            if not manner:
                found.append(item)
            taken.update(item.words)
        return found

    def _governors(self, items: Sequence[_Item], words: Sequence[int]) -> list[_Item]:
        """The verbs of failing and refusing above a cue that does not hold them: "refused to [confirm]", "has yet to [say]"."""
        tree, found = self.tree, list[_Item]()
        at = next((item.at for item in items if tree.is_verb(item.at)), None)
        while at is not None and tree.deps[at] == "xcomp" and tree.heads[at] not in words and tree.is_verb(tree.heads[at]):
            at = tree.heads[at]
            yet = next((child for child in tree.with_dep(at, "advmod") if tree.lower[child] == "yet"), None)
            above = self._word(at, [at])
            if yet is not None and tree.lemmas[at] in ("have", "be"):
                found.insert(0, _Item(yet, "adverb", "yet", None, True, (yet,), "negation:yet"))
            elif above is not None and (above.speech == "decline" or above.lemma in self.lists.reversing):
                found.insert(0, above)
        return found

    def _phrase(self, words: Sequence[int], place: int) -> _Item | None:
        """The longest phrase of the lists that begins at a word of the cue."""
        for phrase, speech in next((self.lists.phrases[stem] for stem in self._stems(words[place]) if stem in self.lists.phrases), ()):
            matched = [words[place]]
            for part in phrase[1:]:
                rest = (at for at in words if matched[-1] < at <= matched[-1] + GAP and part in (*self._stems(at), self.tree.lower[at]))
                following = next(rest, None)
                if following is None:
                    break
                matched.append(following)
            else:
                name = " ".join(phrase)
                return _Item(words[place], "phrase", name, speech, False, tuple(matched), f"lexicon:phrase:{name}")
        return None

    def _word(self, at: int, words: Sequence[int]) -> _Item | None:
        """What the lists know of one word: its class, or that it hands over to another."""
        tree = self.tree
        stems = self._stems(at)
        helping = tree.deps[at] in HELPING or (tree.pos[at] == "AUX" and at != words[-1])
        if tree.lower[at] == "yet" and any(tree.lower[other] == "to" for other in words if other > at):
            return _Item(at, "adverb", "yet", None, True, (at,), "negation:yet")
        if helping or tree.pos[at] in ("ADP", "DET", "PRON", "CCONJ", "SCONJ", "PART", "NUM"):
            return None
        adverb = self.lexicon.adverbs.get(tree.lower[at])
        if adverb is not None and len(words) == 1:
            return _Item(at, "adverb", tree.lower[at], adverb.speech, False, (at,), f"lexicon:adverb:{tree.lower[at]}")
        for kind in self._kinds(at):
            for stem in stems:
                speech = self._class(kind, stem)
                light = kind != "noun" and (stem in self.lists.transparent or stem in self.lists.reversing) and speech != "decline"
                if speech is not None or light:
                    return _Item(at, kind, stem, speech, light, (at,), f"lexicon:{kind}:{stem}")
        return None

    def _kinds(self, at: int) -> tuple[str, ...]:
        """As what a word is looked up, first of all by its tag, then otherwise: readers take "convinced" and "claims" for either."""
        if self.tree.is_verb(at):
            return ("verb", "adjective", "noun") if self.tree.tags[at] in ("VBN", "VBG") else ("verb", "noun")
        if self.tree.pos[at] in ("NOUN", "PROPN"):
            return ("noun", "verb")
        return ("adjective", "verb") if self.tree.pos[at] == "ADJ" else ()

    def _class(self, kind: str, stem: str) -> str | None:
        table = {"verb": self.lexicon.verbs, "noun": self.lexicon.nouns}.get(kind, {})
        if stem in table:
            return table[stem].speech
        return {"verb": self.lists.verbs, "noun": self.lists.nouns, "adjective": self.lists.adjectives}[kind].get(stem)

    def _stems(self, at: int) -> tuple[str, ...]:
        """The lemma of a word by the reader, and by the forms of the lists where they know it."""
        word = self.tree.lower[at]
        return tuple(dict.fromkeys((self.lists.forms.get(word, self.tree.lemmas[at]), self.tree.lemmas[at], word)))

    def _fold(self, items: Sequence[_Item]) -> tuple[_Item | None, list[_Item]]:
        """The item that decides, and those that reverse it."""
        chosen: _Item | None = None
        flips: list[_Item] = []
        for item in items:
            if chosen is None:
                chosen = item
                continue
            if chosen.speech == "decline" and item.kind in ("verb", "phrase") and item.speech != "think":
                chosen = replace(chosen, refused=True, rule=f"{chosen.rule}+{item.lemma}")
            elif chosen.light and not (item.light and item.speech is None):
                if chosen.lemma in self.lists.reversing:
                    flips.append(chosen)
                chosen = replace(item, rule=f"{item.rule}, after {chosen.lemma}")
            elif _hands_over(chosen, item):
                chosen = replace(item, rule=f"{item.rule}, after {chosen.lemma}")
        return chosen, flips

    def _fallback(self, words: Sequence[int], chosen: _Item | None) -> _Item:
        """The class of a cue that no list knows: by a fixed phrase, by the word above a preposition, by the kind of word."""
        if not words:
            return _Item(-1, "none", "", "say", False, (), "fallback:no cue")
        lower = tuple(self.tree.lower[at] for at in words)
        if lower in self._around:
            name = " ".join(lower)
            return _Item(words[0], "phrase", name, self._around[lower], False, tuple(words), f"lexicon:phrase:{name}")
        if chosen is not None:
            return replace(chosen, speech="say", rule=f"fallback:{chosen.kind}")
        full = ("VERB", "NOUN", "ADJ", "PROPN")
        content = [at for at in words if self.tree.pos[at] in full and self.tree.deps[at] not in HELPING]
        if content:
            at = content[0]
            speech = "think" if self.tree.pos[at] == "ADJ" else "say"
            return _Item(at, "word", self.tree.lemmas[at], speech, False, (at,), f"fallback:{self.tree.pos[at].lower()}")
        for at in words:
            if self.tree.is_punct(at):
                continue
            for above in (self.tree.heads[at], self.tree.heads[self.tree.heads[at]]):
                found = self._word(above, [above])
                if found is not None and found.speech is not None and above not in words:
                    return replace(found, rule=f"{found.rule}, above {self.tree.lower[at]}")
        kind = "punctuation" if all(self.tree.is_punct(at) for at in words) else "function word"
        return _Item(words[0], "none", "", "say", False, (), f"fallback:{kind}")

    def _shifted(self, item: _Item, content: Collection[int], source: int | None) -> _Item:
        """The class that the content or the source makes of a word with several meanings."""
        for condition, speech in self.lists.shifts.get(item.lemma, {}).items():
            if self._holds(condition, item, content, source):
                return replace(item, speech=speech, rule=f"{item.rule}, {condition}")
        return item

    def _holds(self, condition: str, item: _Item, content: Collection[int], source: int | None) -> bool:
        tree = self.tree
        if condition == "any":
            return True
        if condition == "document":
            return source is not None and tree.lemmas[source] in self.lexicon.set("documents")
        if not content:
            return False
        first = min(content)
        if condition == "quote":
            return all(tree.quoted[at] >= 0 or tree.is_punct(at) for at in content)
        if condition == "own_future":
            return self._own_future(content, source)
        if condition in self.lists.sets:
            heads = [at for at in content if tree.heads[at] not in content or tree.heads[at] == at]
            return any(tree.lemmas[at] in self.lists.sets[condition] for at in heads)
        return tree.lower[first] == condition or (item.at + 1 < len(tree) and tree.lower[item.at + 1] == condition)

    def _own_future(self, content: Collection[int], source: int | None) -> bool:
        """Whether the content is what the source itself will do: "that it would strike", "we will strike"."""
        tree = self.tree
        for at in content:
            if tree.deps[at] != "aux" or tree.lower[at] not in self._sets("future"):
                continue
            subject = tree.child(tree.heads[at], "nsubj", "nsubj:pass")
            if subject is None:
                continue
            own = any(tree.tags[child] == "PRP$" for child in tree.with_dep(subject, "nmod:poss"))
            if own or tree.tags[subject] == "PRP" or (source is not None and tree.lower[subject] == tree.lower[source]):
                return True
        return False

    def _refused_saying(self, chosen: _Item, content: Collection[int]) -> bool:
        """Whether what is declined is a saying that stands in the content: "declined to comment"."""
        tree = self.tree
        refused = (at for at in tree.children[chosen.at] if tree.deps[at] in ("xcomp", "advcl", "obj")) if chosen.at >= 0 else ()
        return any(
            at in content and (found := self._word(at, [at])) is not None and found.speech not in (None, "think", "promise", "demand")
            for at in refused
        )

    def _negation(self, words: Sequence[int], items: Sequence[_Item], source: int | None, rules: dict[str, tuple[str, int | None]]) -> bool:
        """Whether a word of the cue, its verb or its source negates it; fills in the rule."""
        tree = self.tree
        consumed = {at for item in items if item.kind == "phrase" for at in item.words[1:]}
        own = [*(at for at in words if at not in consumed)]
        for item in items:
            own += [at for at in tree.children[item.at] if tree.deps[at] in ("advmod", "det", "cc", "mark") and at < item.at]
        if source is not None:
            own += [*tree.with_dep(source, "det"), source]
        for at in own:
            if tree.lower[at] in self._negations and not (at + 1 < len(tree) and tree.lower[at + 1] in self._sets("merely")):
                rules["negated"] = (f"negation:{tree.lower[at]}", at)
                return True
        return False

    def _certainty(
        self, words: Sequence[int], chosen: _Item, negated: bool, content: Collection[int], rules: dict[str, tuple[str, int | None]]
    ) -> Certainty:
        """The weakest degree that a word of the cue shows, turned round where the cue is negated; fills in the rule."""
        degree, at = self._degree(words, chosen)
        if chosen.lemma == "ask" and not self._is_question(content):
            degree, at = Certainty.CERTAIN, None
        rule = f"certainty:{self.tree.lower[at]}" if at is not None else ""
        if chosen.speech == "decline":
            degree, rule, at = Certainty.OPEN, "certainty:declined", chosen.at
        elif negated and chosen.speech == "deny":
            degree, rule, at = Certainty.POSSIBLE, "certainty:not denied", chosen.at
        elif negated and chosen.speech == "think":
            if degree in (Certainty.CERTAIN, Certainty.OPEN):
                degree = Certainty.OPEN if degree is Certainty.CERTAIN else Certainty.CERTAIN
                rule, at = "certainty:negated", chosen.at
        elif negated:
            degree, rule, at = Certainty.OPEN, "certainty:not said", chosen.at
        if degree is not Certainty.CERTAIN:
            rules["certainty"] = (rule, at if at is None or at >= 0 else None)
        return degree

    def _degree(self, words: Sequence[int], chosen: _Item) -> tuple[Certainty, int | None]:
        """The weakest degree among the deciding word, the words before it and the adverbs and modals around it."""
        tree = self.tree
        found: tuple[Certainty, int | None] = (Certainty.CERTAIN, None)
        for at in words:
            decides = at in chosen.words or at <= chosen.at or tree.pos[at] == "ADV"
            degree = next((self.lists.certainty[stem] for stem in self._stems(at) if stem in self.lists.certainty), None)
            if decides and degree is not None and ORDER.index(degree) > ORDER.index(found[0]):
                found = degree, at
        return found

    def _is_question(self, content: Collection[int]) -> bool:
        """Whether what was asked is a question, not a request: "whether …", "… ?"."""
        opening = sorted(content)[:2]
        return any(self.tree.lower[at] in self._sets("questions") for at in opening) or any(self.tree.words[at] == "?" for at in content)


def _hands_over(chosen: _Item, item: _Item) -> bool:
    """Whether a verb of thinking or a plain saying leaves the class to the verb behind it: "decided to announce", "statement denying"."""
    if item.kind not in ("verb", "phrase") or item.speech is None:
        return False
    return (chosen.speech == "think" and item.speech != "think") or (chosen.speech == "say" and (item.speech != "say" or item.light))
