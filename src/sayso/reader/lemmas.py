"""Lemmas as edit rules: the model names the rule, this file applies it (after the edit scripts of UDPipe 2, Straka 2018)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def rule_for(form: str, lemma: str) -> str:
    """The rule that turns `form` into `lemma`: ``L`` lower-cases first, ``K`` keeps; then letters to cut and letters to add.

    A form that shares no beginning with its lemma gets the lemma itself: ``=be``.
    """
    case = "K" if lemma != lemma.lower() else "L"
    base = form if case == "K" else form.lower()
    common = 0
    while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
        common += 1
    if common == 0 and base != lemma:
        return "=" + lemma
    return f"{case}{len(base) - common}{lemma[common:]}"


def apply_rule(form: str, rule: str) -> str:
    """The lemma of `form` under `rule`; the form itself where the rule cuts more letters than there are."""
    if rule.startswith("="):
        return rule[1:]
    base = form if rule[0] == "K" else form.lower()
    digits = 1
    while digits < len(rule) and rule[digits].isdigit():
        digits += 1
    cut, add = int(rule[1:digits]), rule[digits:]
    return base[: len(base) - cut] + add if cut < len(base) + bool(add) else base


class VerbLemmas:
    """Mends the lemmas of verbs whose rule the model gets wrong: rare irregular forms, and the e or the doubled letter before an ending."""

    def __init__(self, irregular: Mapping[str, Iterable[str]], known: Iterable[str]):
        """Args: irregular: lemma -> its irregular forms; known: lemmas of verbs."""
        self._irregular = {form: lemma for lemma, forms in irregular.items() for form in forms}
        self._known = frozenset(known)

    def of(self, form: str, lemma: str) -> str:
        """The lemma of a verb form, given the lemma that the model's rule makes of it."""
        form = form.lower()
        listed = self._irregular.get(form)
        if listed is not None:
            return listed
        if lemma in self._known:
            return lemma
        return next((candidate for candidate in _regular(form) if candidate in self._known), lemma)


def _regular(form: str) -> Iterator[str]:
    """The lemmas that a regular form may have: captured, stopped, carried, imposes, dying."""
    yield form
    for ending, additions in (("ing", ("", "e")), ("ied", ("y",)), ("ed", ("", "e")), ("ies", ("y",)), ("es", ("", "e")), ("s", ("",))):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            stem = form[: -len(ending)]
            yield from (stem + addition for addition in additions)
            if stem[-1] == stem[-2]:
                yield stem[:-1]
