"""The component: from a parsed `Doc` with its time expressions and mentions to `Attribution` records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spacy.tokens import Doc

from sayso.attribution import borders
from sayso.attribution.circumstances import add_circumstances
from sayso.attribution.confidence import Confidence
from sayso.attribution.draft import Draft
from sayso.attribution.frames import (
    noun_frames,
    retry_source,
    verb_frames,
)
from sayso.attribution.lexicon import CueLexicon, compile_cues
from sayso.attribution.merging import merge
from sayso.attribution.pairing import Pairing
from sayso.attribution.phrases import adverb_frames, colon_frames, phrase_frames, signature_frames
from sayso.attribution.predicates import predicate_frames
from sayso.attribution.records import Records
from sayso.attribution.rehanging import raise_clauses, raise_gerunds, raise_infinitives, raise_objects, read_claims
from sayso.attribution.repairs import lower_conjuncts, raise_conjuncts, raise_participles
from sayso.attribution.roles import role_drafts
from sayso.attribution.spans import bridge, prune
from sayso.attribution.subjects import settle_carried, settle_objects, settle_subjects, settle_verbs
from sayso.attribution.tree import Tree
from sayso.reader.roles import Roles

PERSONS = frozenset(["him", "her", "them", "me", "us", "you"])


class Attributor:
    """Finds who said what. Reads ``doc._.mentions``, ``doc._.times`` and ``doc._.article``; sets ``doc._.attributions``."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        """Compile the room's word lists.

        Raises:
            LexiconError: an entry is malformed.
        """
        self.lexicon = compile_cues(tables)
        self.confidence = Confidence(tables["confidence"])

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.attributions`` to the attributions of the text, in text order."""
        tree, drafts = self.candidates(doc)
        kept = distinct(self.confidence.sift(drafts))
        in_order = sorted(kept, key=lambda draft: (min([*draft.content, *draft.cue_words]), draft.anchor))
        doc._.attributions = Records(doc, tree, self.lexicon).make(in_order)
        return doc

    def candidates(self, doc: Doc) -> tuple[Tree, list[Draft]]:
        """The text as a tree, and everything that may be an attribution, judged but not yet sifted."""
        tree = Tree(doc)
        drafts = find_drafts(tree, self.lexicon, title_end(doc), doc._.roles)
        self.confidence.judge(tree, drafts, doc._.roles)
        return tree, drafts


def title_end(doc: Doc) -> int:
    """Where the headline ends within the text; 0 where none is known."""
    article = doc._.article
    return article.title.end if article is not None and article.title is not None else 0


def find_drafts(tree: Tree, lexicon: CueLexicon, headline_end: int = 0, roles: Roles | None = None) -> list[Draft]:
    """Everything in a text that may be an attribution, in token numbers: by the rules, by the model's heads (`roles`), or by both."""
    tree.correct_lemmas(lexicon.forms)
    settle_verbs(tree, lexicon, headline_end)
    settle_subjects(tree, lexicon)
    settle_objects(tree, lexicon)
    settle_carried(tree, lexicon)
    read_claims(tree, lexicon)
    raise_objects(tree, lexicon)
    raise_clauses(tree, lexicon)
    raise_gerunds(tree, lexicon)
    raise_infinitives(tree, lexicon)
    raise_participles(tree, lexicon)
    raise_conjuncts(tree, lexicon, roles)
    lower_conjuncts(tree, lexicon, roles)
    nouns = noun_frames(tree, lexicon)
    light = {at for draft in nouns for at in draft.cue_words}
    drafts = [*(draft for draft in verb_frames(tree, lexicon) if draft.anchor not in light), *nouns, *phrase_frames(tree, lexicon)]
    drafts += [*predicate_frames(tree, lexicon), *adverb_frames(tree, lexicon), *signature_frames(tree)]
    taken = {at for draft in drafts for at in draft.cue_words}
    drafts += [draft for draft in colon_frames(tree, lexicon, headline_end) if draft.anchor not in taken]
    Pairing(tree, lexicon, drafts).run()
    for draft in drafts:
        prune(tree, draft)
        retry_source(tree, draft)
        bridge(tree, draft)
    drafts = merge(tree, drafts, role_drafts(tree, lexicon, roles), roles)
    borders.draw(tree, lexicon, drafts, headline_end)
    for draft in drafts:
        add_circumstances(tree, lexicon, draft)
    inherit_source(tree, drafts)
    return [draft for draft in drafts if draft.content and not names_only(tree, draft)]


def names_only(tree: Tree, draft: Draft) -> bool:
    """Whether all that is said is whom: "acquitted him", "reported them"; one can deny or confirm "it"."""
    return all(tree.lower[at] in PERSONS or tree.is_punct(at) for at in draft.content)


def inherit_source(tree: Tree, drafts: list[Draft]) -> None:
    """Give participles that open a sentence ("Adding: …") the source of the saying before them in the paragraph."""
    last: Draft | None = None
    for draft in sorted(drafts, key=lambda draft: draft.anchor):
        loose = draft.cue is not None and draft.cue.kind == "verb" and not draft.source and tree.tags[draft.anchor] == "VBG"
        if loose and last is not None and tree.paragraph[last.anchor] == tree.paragraph[draft.anchor] and tree.quoted[draft.anchor] < 0:
            draft.source, draft.head = list(last.source), last.head
            draft.because("source", "participle: source before", 0.75)
        if draft.source and tree.quoted[draft.anchor] < 0:
            last = draft


def distinct(drafts: list[Draft]) -> list[Draft]:
    """One draft for each content: of several with the same words the most confident, the earlier where they tie."""
    best: dict[tuple[int, ...], Draft] = {}
    for draft in drafts:
        key = tuple(sorted(draft.content))
        if key not in best or draft.confidence > best[key].confidence:
            best[key] = draft
    return list(best.values())
