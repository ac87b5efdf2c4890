"""One pass over XML that builds no tree: depth and elements are counted, entities refused, and text handed on as it comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO
from xml.parsers import expat

from sayso.intake.inflate import CHUNK
from sayso.intake.limits import DEFAULT, Limits
from sayso.intake.quarantine import UnreadableError

_GAP = " "


class XmlPass:
    """Expat behind the limits.

    Args:
        start: called with the name of each element, its namespace and a blank before it, and its attributes.
        end: called with the name of each element that ends.
        text: called with characters.
        limits: see `Limits`.
        elements: elements allowed; `limits.export_elements` where null.
    """

    def __init__(
        self,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
        limits: Limits = DEFAULT,
        elements: int | None = None,
    ) -> None:
        self._start = start
        self._end = end
        self._limits = limits
        self._depth = self._elements = 0
        self._most = limits.export_elements if elements is None else elements
        self._parser = expat.ParserCreate(namespace_separator=_GAP)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.EntityDeclHandler = _refuse_entity
        if text is not None:
            self._parser.CharacterDataHandler = text

    def read(self, stream: BinaryIO) -> None:
        """Go over the whole stream.

        Raises:
            UnreadableError: ``damaged``, ``too-deep``, ``too-many-elements``, ``bomb``, and whatever the stream raises.
        """
        try:
            while data := stream.read(CHUNK):
                self._parser.Parse(data, False)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise UnreadableError("damaged", f"the XML inside is broken ({error}); export the file again") from error
        except LookupError as error:  # an encoding that Python does not know
            raise UnreadableError("bad-encoding", f"the XML inside names an unknown encoding ({error}); export it as UTF-8") from error

    def _open(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > self._limits.xml_depth:
            raise UnreadableError("too-deep", f"the XML inside is nested more than {self._limits.xml_depth} deep; save the text instead")
        if self._elements > self._most:
            raise UnreadableError("too-many-elements", f"the XML inside has more than {self._most:,} elements; split the file")
        self._start(name, attributes)

    def _close(self, name: str) -> None:
        self._depth -= 1
        if self._end is not None:
            self._end(name)


def _refuse_entity(*_: object) -> None:
    raise UnreadableError("bomb", "the XML inside declares entities, which no export needs; save the text instead")


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition(_GAP)[2]
