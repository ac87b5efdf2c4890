"""A `Doc` as CoNLL-U: ten columns, a block per sentence, range lines for words that the tokenizer took apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

APOSTROPHES = frozenset("'’")


def blocks(doc: Doc, name: str, forms: Sequence[str] | None = None) -> Iterator[str]:
    """One block of lines per sentence, each ending in an empty line.

    Args:
        doc: a parsed document.
        name: the document's id, written into `# newdoc id` and `# sent_id`.
        forms: the form of each token of `doc` where it differs from `Token.text`: the characters of the text as given.
    """
    written = [_one_line(form) for form in (forms if forms is not None else [token.text for token in doc])]
    number = 0
    for sentence in doc.sents:
        words = [token for token in sentence if written[token.i]]
        if not words:
            continue
        number += 1
        head = [f"# newdoc id = {_one_line(name)}"] if number == 1 else []
        head += [f"# sent_id = {_one_line(name)}-{number}", f"# text = {_surface(words, written)}"]
        yield "\n".join([*head, *_rows(words, written)]) + "\n\n"


def _rows(words: list[Token], written: Sequence[str]) -> Iterator[str]:
    """The lines of a sentence's words, each range in front of the words that it joins."""
    heads = _heads(words)
    pieces = _written_words(words)
    for first, last in pieces:
        after = "_" if last == len(words) or words[last - 1].whitespace_ or _breaks(words[last - 1]) else "SpaceAfter=No"
        if first < last:
            surface = "".join(written[word.i] for word in words[first - 1 : last])
            yield "\t".join((f"{first}-{last}", surface, *"_______", after))
        for position in range(first, last + 1):
            token, head = words[position - 1], heads[position - 1]
            relation = "root" if head == 0 else token.dep_ or "dep"
            columns = (written[token.i], _one_line(token.lemma_) or "_", token.pos_ or "_", token.tag_ or "_", str(token.morph) or "_")
            yield "\t".join((str(position), *columns, str(head), relation, "_", after if first == last else "_"))


def _heads(words: list[Token]) -> list[int]:
    """Each word's head as a position from 1, 0 for the root; white-space tokens are stepped over and exactly one root is kept."""
    position = {token.i: number for number, token in enumerate(words, 1)}
    heads = [position.get(_head(token, position).i, 0) if token.head.i != token.i else 0 for token in words]
    roots = [number for number, head in enumerate(heads, 1) if head == 0]
    for extra in roots[1:]:
        heads[extra - 1] = roots[0]
    return heads


def _head(token: Token, kept: dict[int, int]) -> Token:
    """The nearest ancestor that is kept, or the top of the tree."""
    head = token.head
    while head.i not in kept and head.head.i != head.i:
        head = head.head
    return head


def _written_words(words: list[Token]) -> list[tuple[int, int]]:
    """First and last position, from 1, of every written word: a clitic belongs to the word before it ("do" + "n't", "can" + "not")."""
    runs: list[tuple[int, int]] = []
    for position, token in enumerate(words, 1):
        if runs and _continues(words[position - 2], token):
            runs[-1] = (runs[-1][0], position)
        else:
            runs.append((position, position))
    return runs


def _continues(before: Token, token: Token) -> bool:
    """Whether `token` is written in one word with the token before it: a seam between letters or at an apostrophe."""
    if before.whitespace_ or before.idx + len(before) != token.idx or before.pos_ == "PUNCT" or token.pos_ == "PUNCT":
        return False
    apostrophe = token.text[0] in APOSTROPHES and (len(token) > 1 or token.tag_ == "POS")
    return apostrophe or (before.text[-1].isalpha() and all(c.isalpha() or c in APOSTROPHES for c in token.text))


def _surface(words: list[Token], written: Sequence[str]) -> str:
    """The sentence's text: forms with a blank wherever the text has white space."""
    return "".join(written[token.i] + (" " if token.whitespace_ or _breaks(token) else "") for token in words).strip()


def _breaks(token: Token) -> bool:
    """Whether white space other than one blank follows: spaCy keeps it as a token of its own."""
    return token.i + 1 < len(token.doc) and token.doc[token.i + 1].is_space


def _one_line(text: str) -> str:
    """Text that fits into one CoNLL-U field: no tab, no line end, no half character."""
    return " ".join(text.encode("utf-8", "replace").decode().split())
