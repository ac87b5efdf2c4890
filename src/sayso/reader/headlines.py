"""The verb of a headline that the tagger took for a noun: "Army shells town", "Police arrest 30", "Two shot dead in bar".

Headlines drop auxiliaries, articles and the full stop, and no treebank that the model learned from has many of them. A line without final
punctuation that has no finite verb is searched for a word that may be one: a form of a listed verb, right behind a noun phrase with which
it agrees, in front of what may be its object. The tree is then decoded anew with this verb as its root, and its arguments are named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sayso.reader.lemmas import VerbLemmas

LONGEST = 30
"""Words of the longest headline."""
FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PLURALS = frozenset({"NNS", "NNPS"})
PHRASE = NOUNS | {"JJ", "JJR", "JJS", "CD", "DT", "PRP$", "POS", "VBN", "HYPH", "FW", "$", "``", "''"}
"""Tags of the words of a noun phrase."""
OPENS_OBJECT = NOUNS | {"DT", "PRP$", "CD", "JJ", "JJR", "JJS", "PRP", "RP", "TO", "``", "VBN", "VBG", "RB", "$", "FW", "HYPH"}
FOLLOWS_PARTICIPLE = frozenset({"IN", "RP", "TO", ",", "CC", "RB", ":", "RBR"})
MISTAKEN = NOUNS | {"JJ", "VB", "VBG", "IN", "RP", "RB"}
"""Tags that a headline's verb may bear instead of its own."""
PEOPLE = ("ists", "ians", "ers", "ans", "men")
"""Endings of plurals that are never adjectives."""
DEMONYM = ("an", "ian", "ese", "ish", "i", "ite")
"""Endings of adjectives that may stand for one of a people: "Northlander", but also "Palestinian stabs soldier"."""
PARTICIPLES = ("wn", "ken", "ven", "ten", "zen", "rn", "ain")
"""Endings of irregular participles that no past tense has."""
CLOSING = frozenset({"''", "'", "’", "”", '"', ")", "]"})
ENDS = frozenset({".", "?", "!", "…", "...", ";"})


@dataclass(frozen=True, slots=True)
class HeadlineVerb:
    """The verb of a line: where it stands and which form it is."""

    index: int
    tag: str
    is_root: bool
    has_particle: bool = False
    """Whether the next word belongs to it: "hands over suspect"."""
    gives: bool = False
    """Whether it may have two objects."""
    clause: int | None = None
    """The verb of a clause that says when or why: "crowds cheer as troops enter town"."""


class Headlines:
    """Finds and attaches the verbs of headlines with the words of `lexicon/reader/headlines.yaml`."""

    def __init__(self, lists: Mapping[str, Any], verbs: VerbLemmas) -> None:
        self._transitive = frozenset(lists["transitive"])
        self._intransitive = frozenset(lists["intransitive"])
        self._labile = frozenset(lists["labile"])
        self._undergone = self._transitive | frozenset(lists["undergone"])
        self._participles = self._undergone - self._labile
        self._with_gerund = frozenset(lists["with_gerund"])
        self._promising = frozenset(lists["promising"])
        self._finding = frozenset(lists["finding"])
        self._unchanged = frozenset(lists["unchanged"])
        self._nouns_cut = frozenset(lists["before_cut"])
        self._with_over = frozenset(lists["with_over"])
        self._times = frozenset(lists["times"])
        self._people = frozenset(lists["people"])
        self._prefixes = frozenset(lists["prefixes"])
        self._giving = frozenset(lists["giving"])
        self._collective = frozenset(lists["collective"])
        self._with_infinitive = frozenset(lists["with_infinitive"])
        self._subordinating = frozenset(lists["subordinating"])
        self._nouns_too = frozenset(lists["nouns_too"])
        self._gerund_nouns = frozenset(lists["gerund_nouns"])
        self._particles = frozenset(lists["particles"])
        self._phrasal = frozenset(lists["phrasal"])
        self._adverbs = self._particles | frozenset(lists["adverbs"])
        self._compounds: Mapping[str, Sequence[str]] = lists["compounds"]
        self._verbs = verbs

    def is_headline(self, words: Sequence[str]) -> bool:
        """Whether a sentence has no final punctuation and the length of a headline."""
        last = len(words) - 1
        while last > 0 and words[last] in CLOSING:
            last -= 1
        return 2 < len(words) <= LONGEST and words[last] not in ENDS and words[last] != ":"

    def mend(self, words: Sequence[str], tags: list[str]) -> HeadlineVerb | None:
        """Correct the tags of a headline in place; give its verb where there is one.

        Args:
            words: the words of a sentence of which `is_headline` holds.
            tags: their Penn tags.
        """
        low = [word.lower() for word in words]
        self._correct(words, low, tags)
        finite = [i for i, tag in enumerate(tags) if tag in FINITE]
        for i in finite[:2]:
            if (form := self._hidden_behind(i, low, tags)) is not None:
                tags[i : i + 2] = ["NNS", form]  # "Northland nurses down tools"
                finite = [j for j, tag in enumerate(tags) if tag in FINITE]
                break
        if finite == [len(words) - 1] and tags[-1] == "VBP" and self._closes_phrase(low, tags):
            tags[-1], finite = "NN", []  # "Northland nabs four in arms sting"
        elif len(finite) == 2 and finite[1] == len(words) - 1 and tags[-1] == "VBP" and self._ends_phrase(low, tags):
            tags[-1], finite = "NN", finite[:1]  # "Hundreds rounded up in dawn swoop"
        found = self._main_verb(finite, low, tags)
        return self._completed(found, low, tags) if found is not None else None

    def _main_verb(self, finite: Sequence[int], low: Sequence[str], tags: list[str]) -> HeadlineVerb | None:
        """The verb of a line whose finite verbs, as tagged, are `finite`; what it outs as a noun or a participle is tagged so.

        Null where the tags are right, where no verb can be told, and where the line is more than one clause with its tail.
        """
        if len(finite) == 1 and (earlier := self._before_noun(finite[0], low, tags)) is not None:
            tags[finite[0]] = "NNS" if low[finite[0]].endswith("s") else "NN"  # "Northport leaders resume talks"
            return earlier
        if (toll := self._before_comma(finite, low, tags)) is not None:
            return toll  # "Rebels down plane, four feared dead"
        if len(finite) == 1 and (main := self._behind_comma(finite[0], low, tags)) is not None:
            return main  # "As talks falter, army masses at river"
        if not finite:
            return next((verb for i in range(1, len(low)) if (verb := self._at(i, low, tags)) is not None), None)
        if len(finite) == 1:
            return self._only(finite[0], low, tags)
        return self._first_of_two(finite[0], finite[1], low, tags) if len(finite) == 2 else None

    def _only(self, at: int, low: Sequence[str], tags: list[str]) -> HeadlineVerb | None:
        """The verb of a line with one finite verb as tagged, which may be an attribute: "villagers lynch suspected rebel"."""
        attributive = tags[at] == "VBD" and at + 1 < len(tags) and tags[at + 1] in NOUNS
        if attributive and at > 1:
            tags[at] = "VBN"
            if (found := self._at(at - 1, low, tags)) is not None:
                return found
        tags[at] = "VBD" if attributive else tags[at]
        return self._known(at, low, tags)

    def _first_of_two(self, first: int, second: int, low: Sequence[str], tags: list[str]) -> HeadlineVerb | None:
        """The verb of a line with two finite verbs as tagged: the first, where the second is no second clause of its own."""
        if self._is_subordinate(second, low[first:], tags[first:], first):
            found = self._known(first, low, tags)
            return replace(found, clause=second) if found is not None and found.is_root else None
        if tags[second] == "VBP" and tags[first] == "VBZ" and tags[second - 1] in NOUNS | {"VBZ", "JJ"}:
            tags[second] = "NN"  # "hands war crimes suspect to court"
            return self._known(first, low, tags)
        if self._is_tail(second, low, tags) and tags[first] == "VBD":
            found = self._known(first, low, tags)  # "Critic poisoned, doctors say"
            return replace(found, is_root=False) if found is not None and found.tag == "VBN" else None
        if low[second - 1] in {",", "and"} and second > first + 1:
            return self._known(first, low, tags)  # "Navy seizes trawlers, detains 14"
        return None

    def _completed(self, found: HeadlineVerb, low: Sequence[str], tags: list[str]) -> HeadlineVerb:
        """The verb with its particle and the clause behind it, all tagged as what they are."""
        tags[found.index] = found.tag
        behind = found.index + 1
        particle = behind + 1 < len(low) and low[behind] in self._particles and tags[behind + 1] in OPENS_OBJECT
        lemma = self._verbs.of(low[found.index], low[found.index])
        particle = particle and (low[behind] != "in" or tags[behind] == "RP") and lemma in self._transitive
        if particle and found.tag == "VBN" and tags[behind + 1] != "TO":
            particle = False  # "six held over airport attack", not "suspect handed over to court"
        if particle and low[behind] == "over" and lemma not in self._with_over:
            particle = False  # "quits over jailbreak"
        if found.is_root and found.clause is None:
            found = replace(found, clause=self._hidden_clause(found.index, low, tags))
        if particle:
            tags[behind] = "RP"
        return replace(found, has_particle=particle, gives=lemma in self._giving)

    def _hidden_clause(self, verb: int, low: Sequence[str], tags: list[str]) -> int | None:
        """The verb of a clause behind the line's own that was taken for a noun, its tag mended: "ten dead as shells rain on mine"."""
        start = next((i for i in range(verb + 1, len(low)) if low[i] in {"as", "after", "while", "before"} and tags[i] == "IN"), None)
        if start is None or any(tag in FINITE | {"VBN", "VBG"} for tag in tags[start:]):
            return None
        found = next((each for i in range(start + 2, len(low)) if (each := self._at(i, low, tags)) is not None), None)
        if found is None or found.tag not in {"VBP", "VBZ"}:
            return None
        tags[found.index] = found.tag
        return found.index

    def _correct(self, words: Sequence[str], low: Sequence[str], tags: list[str]) -> None:
        """Set right what taggers often get wrong in headlines and what hides their verb, in place."""
        cased = sum(word[:1].isupper() for word in words) * 2 <= len(words)
        for i, word in enumerate(words):
            if cased and tags[i] in {"NNP", "NNPS"} and word.isalpha() and word.islower() and any(each[:1].isupper() for each in words):
                tags[i] = "NN" if tags[i] == "NNP" else "NNS"
            after = tags[i + 1] if i + 1 < len(words) else ""
            infinitive = low[i] == "to" and tags[i] == "IN" and after == "NN" and i > 0 and tags[i - 1] in NOUNS and i + 2 < len(words)
            if infinitive and low[i + 1] in self._transitive and tags[i + 2] in NOUNS and not any(tag in FINITE for tag in tags):
                tags[i], tags[i + 1] = "TO", "VB"  # "Minister to face graft charges"
            if i > 1 and tags[i - 1] == "POS" and tags[i] in {"VBZ", "VBP", "VB"}:
                tags[i] = "NNS" if tags[i] == "VBZ" else "NN"  # "to swap prisoners' remains"
            if tags[i] == "VBD" and low[i] == self._verbs.of(low[i], low[i]) + "s":
                tags[i] = "VBZ"  # "Sniper fells two"
            if tags[i] == "NN" and low[i].startswith("ex-") and low[i].endswith("s"):
                tags[i] = "NNS"
            if i + 1 < len(words) and low[i + 1] in self._compounds.get(low[i], ()):
                tags[i] = "NN"
            elif (word == "US" and tags[i] == "PRP") or (word == "IS" and cased and tags[i] == "VBZ"):
                tags[i] = "NNP"
            elif tags[i] == "JJ" and low[i].endswith(PEOPLE):
                tags[i] = "NNS"
            elif low[i] in self._gerund_nouns and tags[i] == "VBG" and i > 0 and tags[i - 1] in NOUNS and after not in OPENS_OBJECT:
                tags[i] = "NN"
            if tags[i] == "VBP" and self._hides_verb(i, low, tags):
                tags[i], tags[i + 1] = "NN", "VBZ"  # "Northern court jails spy"
            elif tags[i] == "VBP" and self._follows_verb(i, low, tags):
                tags[i - 1], tags[i] = "VBP", "NN"  # "Police probe blaze at mosque"
            elif tags[i] == "VBG" and self._opens_phrase(i, low, tags):
                tags[i] = "JJ" if after in NOUNS else "NN"  # "Northland paroles ailing clergymen", "party hails ruling on ballots"
            elif (
                i > 1
                and low[i - 1] == "-"
                and low[i] in self._particles
                and tags[i] in {"IN", "RP", "RB", "JJ"}
                and after not in NOUNS | {"HYPH"}
            ):
                tags[i] = "NN"  # "stage sit-in"
            found = i > 1 and low[i - 1] in self._finding and tags[i - 1] in {"VBD", "VBN"} and tags[i] in {"NN", "VBD", "VB", "JJ"}
            if (
                found
                and low[i] != self._verbs.of(low[i], low[i]) in self._undergone
                and (not after or after in FOLLOWS_PARTICIPLE or low[i + 1] == "dead")
            ):
                tags[i] = "VBN"  # "Journalist found shot dead"
            counted = i > 0 and tags[i] in {"VBD", "VBP", "VB"} and tags[i - 1] == "CD" and (not after or after in FOLLOWS_PARTICIPLE)
            if counted and self._verbs.of(low[i], low[i]) in self._transitive and not low[i].endswith("s"):
                tags[i] = "VBN"  # "eight dead, 30 wounded"

    def _hides_verb(self, i: int, low: Sequence[str], tags: Sequence[str]) -> bool:
        """Whether a word that may be a plural verb is a noun whose verb is the next word, taken for a plural."""
        if not 0 < i < len(low) - 2 or tags[i + 1] not in {"NNS", "NNPS", "VBZ"} or tags[i - 1] in PLURALS:
            return False
        lemma = self._verbs.of(low[i + 1], low[i + 1])
        single = low[i - 1] not in self._collective or tags[i - 1] == "JJ"
        return single and low[i + 1] == lemma + "s" and lemma in self._transitive and tags[i + 2] in OPENS_OBJECT

    def _before_noun(self, k: int, low: Sequence[str], tags: Sequence[str]) -> HeadlineVerb | None:
        """The verb before a word that ends its phrase and was taken for the verb: "Cyprus leaders resume talks", "attack move"."""
        if tags[k] not in {"VBZ", "VBP"} or (k + 1 < len(low) and (tags[k] == "VBP" or tags[k + 1] not in {"IN", ",", ":"})):
            return None
        lemma = self._verbs.of(low[k], low[k])
        if lemma not in self._nouns_too and low[k] not in self._people:
            return None
        mended = [*tags[:k], "NNS" if low[k].endswith("s") else "NN", *tags[k + 1 :]]
        found = next((verb for i in range(1, k) if (verb := self._at(i, low, mended)) is not None), None)
        return found if found is not None and found.is_root and found.tag in {"VBP", "VBZ"} else None

    def _follows_verb(self, i: int, low: Sequence[str], tags: Sequence[str]) -> bool:
        """Whether a word taken for a plural verb is the object of the word before it, which is taken for its subject and does not agree."""
        if i < 2 or tags[i - 1] != "NN" or (i + 1 < len(low) and tags[i + 1] in OPENS_OBJECT - {"RP", "TO"}):
            return False
        plural = tags[i - 2] in PLURALS or (low[i - 2] in self._collective and tags[i - 2] in NOUNS)
        return plural and low[i - 1] in self._transitive and low[i - 1] == self._verbs.of(low[i - 1], low[i - 1])

    def _hidden_behind(self, i: int, low: Sequence[str], tags: Sequence[str]) -> str | None:
        """The tag of the word behind `i` where that is the verb, and `i` itself, taken for it, a plural for people: "nurses down tools"."""
        if not 0 < i < len(low) - 2 or tags[i] != "VBZ" or low[i] not in self._people or tags[i - 1] not in NOUNS | {"JJ"}:
            return None
        lemma, after = self._verbs.of(low[i + 1], low[i + 1]), tags[i + 2]
        if low[i + 1] == lemma and tags[i + 1] not in {"DT", "IN", "TO"}:
            known = lemma in self._transitive and after in OPENS_OBJECT - {"TO", "RP"}
            return "VBP" if known or (lemma in self._intransitive and after in {"IN", "RP", "RB", "TO"}) else None
        past = tags[i + 1] in {"VBD", "VBN"} and lemma in self._transitive | self._intransitive
        return "VBD" if past and after in {*NOUNS, "CD", "DT", "IN", "RP", "TO"} else None

    def _opens_phrase(self, i: int, low: Sequence[str], tags: Sequence[str]) -> bool:
        """Whether an -ing form right behind the line's verb is an adjective or a noun, the verb being none that takes such a form."""
        if i > 2 and tags[i - 1] == "RP":  # "takes in fleeing villagers"
            return tags[i - 2] in {"VBZ", "VBP"} and i + 1 < len(tags) and tags[i + 1] in NOUNS
        if i < 2 or tags[i - 1] not in {"VBZ", "VBP", "NNS"} or tags[i] != "VBG":
            return False
        noun = low[i] in self._gerund_nouns and (i + 1 == len(low) or tags[i + 1] in {"IN", ",", ":"})
        if not noun and self._verbs.of(low[i - 1], low[i - 1]) in self._with_gerund:
            return False
        if self._verbs.of(low[i - 1], low[i - 1]) not in self._transitive:
            return False
        after = tags[i + 1] if i + 1 < len(tags) else ""
        return after in NOUNS or (low[i] in self._gerund_nouns and after in {"", "IN", ",", ":", "TO"})

    def _before_comma(self, finite: Sequence[int], low: Sequence[str], tags: Sequence[str]) -> HeadlineVerb | None:
        """The verb before a comma behind which a few words tell what came of it, where only theirs was taken for a verb."""
        comma = low.index(",") if "," in low else 0
        if len(finite) != 1 or not 1 < comma < finite[0] <= comma + 4:
            return None
        if finite[0] > comma + 1 and tags[comma + 1] not in {"CD", "NNS", "JJ", "RB", "IN"}:
            return None
        found = next((verb for i in range(1, comma) if (verb := self._at(i, low, tags)) is not None), None)
        return found if found is not None and found.is_root and found.tag != "VB" else None

    def _is_tail(self, i: int, low: Sequence[str], tags: Sequence[str]) -> bool:
        """Whether the verb at `i` ends the line and tells, behind a comma, who says so."""
        comma = max((k for k in range(i) if low[k] == ","), default=-1)
        return comma > 0 and i == len(low) - 1 and i - comma <= 5 and all(tag in PHRASE for tag in tags[comma + 1 : i])

    def _behind_comma(self, k: int, low: Sequence[str], tags: Sequence[str]) -> HeadlineVerb | None:
        """The line's verb where only that of a clause before it, "as …" or "after …", was taken for one."""
        comma = low.index(",") if "," in low else 0
        if not 1 < k < comma < len(low) - 2 or low[0] not in self._subordinating:
            return None
        return next((verb for i in range(comma + 2, len(low)) if (verb := self._at(i, low, tags)) is not None), None)

    def _ends_phrase(self, low: Sequence[str], tags: Sequence[str]) -> bool:
        """Whether the last word ends a noun phrase with a preposition before it."""
        start = self._phrase_start(len(tags) - 1, tags)
        return 1 < start < len(tags) - 1 and tags[start - 1] == "IN" and low[start - 1] not in self._subordinating

    def _closes_phrase(self, low: Sequence[str], tags: Sequence[str]) -> bool:
        """Whether the last word, taken for a verb, ends a prepositional phrase behind a word that may be the line's verb."""
        start = self._phrase_start(len(tags) - 1, tags)
        if not self._ends_phrase(low, tags):
            return False
        mended = [*tags[:-1], "NN"]
        return any(self._at(i, low, mended) is not None for i in range(1, start - 1))

    def _known(self, i: int, low: Sequence[str], tags: Sequence[str]) -> HeadlineVerb | None:
        """The one finite verb of a line, as a participle where a past form has no object: "Opposition leader beaten in jail"."""
        tag, lemma = tags[i], self._verbs.of(low[i], low[i])
        if i == 0 or tag == "MD":
            return None
        behind = i + 2 if i + 1 < len(low) and tags[i + 1] in {"''", "``"} else i + 1  # "village 'cleansed', 40 taken away"
        objectless = behind >= len(low) or low[behind] in self._times or tags[behind] in FOLLOWS_PARTICIPLE or low[behind] == "dead"
        if i + 1 < len(low) and tags[i + 1] == "TO" and lemma in self._promising:
            objectless = False  # "Rebels vowed to fight on"
        passive = (objectless and lemma in self._undergone and lemma not in self._intransitive | self._labile) or lemma in self._giving
        beside = i + 1 < len(low) and tags[i + 1] == "RP" and low[i + 1] in self._particles
        if (
            beside
            and lemma in self._transitive
            and lemma not in self._phrasal
            and (i + 2 == len(low) or tags[i + 2] in {"IN", ",", ":", "TO"})
        ):
            passive = True  # "reservists called up"
        passive = passive or (objectless and lemma != low[i] and low[i].endswith(PARTICIPLES))  # "mayor flown to clinic"
        passive = passive or (behind < len(low) and low[behind] in {"dead", "missing"})  # "ten feared dead"
        if tag == "VBD" and passive and low[i] != lemma + "s":
            tag = "VBN"
        return HeadlineVerb(i, tag, not self._is_subordinate(i, low, tags))

    def _at(self, i: int, low: Sequence[str], tags: Sequence[str]) -> HeadlineVerb | None:
        """The verb that the word at `i` may be, in a line without a finite one."""
        start = self._phrase_start(i, tags)
        if start == i or (start > 0 and tags[start - 1] == "IN" and low[start - 1] not in self._subordinating):
            return None
        if i > 2 and low[i - 1] == "-" and low[i - 2] in self._prefixes:
            return self._prefixed(i, low, tags)
        root = not self._is_subordinate(i, low, tags)
        lemma = self._verbs.of(low[i], low[i])
        follows = tags[i + 1] if i + 1 < len(tags) else ""
        if tags[i] == "TO" and follows == "VB" and tags[i - 1] in NOUNS | {"CD"} and low[i - 1] not in self._with_infinitive:
            return HeadlineVerb(i + 1, "VB", root)
        participle = tags[i] == "VBN" or (low[i] != lemma and not low[i].endswith(("s", "ing")) and tags[i] in MISTAKEN)
        known = self._undergone if tags[i] == "VBN" else self._participles
        if participle and lemma in known and (follows in FOLLOWS_PARTICIPLE or not follows or low[i + 1] == "dead"):
            return HeadlineVerb(i, "VBN", root)
        if participle and lemma in self._giving and follows in NOUNS | {"CD", "JJ"}:
            return HeadlineVerb(i, "VBN", root)
        if low[i] in self._unchanged and tags[i] in {"NN", "VB", "VBP"} and follows == "IN" and low[i - 1] not in self._nouns_cut:
            return HeadlineVerb(i, "VBN", root)  # "Web access cut in valley"
        possessive = tags[i] == "PRP$" and low[i] == "mine"  # "rebels mine harbour"
        if (tags[i] not in MISTAKEN and not possessive) or not self._opens(lemma, low, tags, i):
            return None
        plural = (
            tags[i - 1] in PLURALS
            or (low[i - 1] in self._collective and (tags[i - 1] in NOUNS or follows != "IN"))
            or self._is_pair(i, low, tags)
            or (tags[i - 1] == "NNP" and i - 1 == start and low[start].endswith("s") and tags[i] == "NN")  # "Naxals torch buses"
            or (lemma in self._intransitive and all(tag == "CD" for tag in tags[start:i]) and low[start] not in {"one", "1"})
        )
        if low[i] == lemma and plural and self._hides_verb(i, low, tags):
            return None  # "Dutch court jails spy"
        if low[i] == lemma and plural:
            return HeadlineVerb(i, "VBP", root)
        if low[i] != lemma and lemma in self._nouns_too and follows not in OPENS_OBJECT:
            return None  # "Northland peace talks in Eastport"
        people = (
            tags[i - 1] == "JJ"
            and i - 1 == start
            and low[i] not in self._people
            and low[start].endswith(DEMONYM)
            and lemma not in self._nouns_too
        )
        plural = tags[i - 1] == "NNS" and (low[i - 1].endswith(("s", "men", "women", "people")) or low[i - 1] in self._collective)
        single = (tags[i - 1] in NOUNS and not plural) or tags[i - 1] == "''" or people
        if low[i] in self._people and self._is_followed(i, low, tags):
            return None  # "Guards massacre workers"
        return HeadlineVerb(i, "VBZ", root) if low[i] != lemma and low[i].endswith("s") and single else None

    def _is_followed(self, i: int, low: Sequence[str], tags: Sequence[str]) -> bool:
        """Whether the word behind a plural may be its verb."""
        after = low[i + 1] if i + 2 < len(low) else ""
        return after in self._transitive and after == self._verbs.of(after, after) and tags[i + 2] in OPENS_OBJECT - {"TO", "RP"}

    def _prefixed(self, i: int, low: Sequence[str], tags: Sequence[str]) -> HeadlineVerb | None:
        """The verb whose second part stands at `i`: "police baton-charge students", "two firebombed"."""
        before, lemma = i - 3, self._verbs.of(low[i], low[i])
        if i + 1 >= len(tags) or tags[i + 1] not in OPENS_OBJECT or tags[before] not in NOUNS:
            return None
        if low[i] == lemma and (tags[before] in PLURALS or low[before] in self._collective):
            return HeadlineVerb(i, "VBP", not self._is_subordinate(before, low, tags))
        return HeadlineVerb(i, "VBZ", not self._is_subordinate(before, low, tags)) if low[i].endswith("s") and low[i] != lemma else None

    def _opens(self, lemma: str, low: Sequence[str], tags: Sequence[str], i: int) -> bool:
        """Whether what follows may be the verb's: its object, or a preposition or the end after a verb that needs none."""
        particle = i + 2 < len(tags) and low[i + 1] in self._particles and tags[i + 2] in OPENS_OBJECT
        if particle and lemma in self._transitive:
            return True  # "hands over suspect"
        if lemma in self._phrasal and i + 1 < len(tags) and low[i + 1] in self._adverbs:
            return i + 2 == len(tags) or tags[i + 2] in {"IN", ",", ":", "TO"}  # "army fans out along border"
        if i + 1 == len(tags) or tags[i + 1] in {"IN", ",", ":"}:
            return lemma in self._intransitive or (lemma in self._labile and low[i] != lemma)
        return tags[i + 1] in OPENS_OBJECT and lemma in self._transitive | self._intransitive

    def _phrase_start(self, i: int, tags: Sequence[str]) -> int:
        """Where the noun phrase right before `i` begins."""
        while i > 0 and tags[i - 1] in PHRASE:
            i -= 1
        return i

    def _is_pair(self, i: int, low: Sequence[str], tags: Sequence[str]) -> bool:
        """Whether two names stand before `i` as one subject: "Peru, Chile sign pact"."""
        names = [tag for tag in tags[max(0, i - 6) : i] if tag in NOUNS]
        return len(names) > 1 and ("," in low[max(0, i - 4) : i] or "and" in low[max(0, i - 4) : i])

    def _is_subordinate(self, i: int, low: Sequence[str], tags: Sequence[str], offset: int = 0) -> bool:
        """Whether a conjunction stands before the verb's clause: the line's own verb is another.

        `offset` is the place of the first of the given words.
        """
        for place in range(i - 1 - offset, -1, -1):
            if tags[place] == ":" or low[place] == ":":
                return False
            if low[place] == "," and low[0] in self._subordinating:
                return False  # "Amid protests, Northport delays vote"
            if low[place] in self._subordinating and tags[place] not in NOUNS:
                return True
        return False
