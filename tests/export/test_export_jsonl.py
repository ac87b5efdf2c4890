from __future__ import annotations

import json

from sayso.encode import from_json
from sayso.export.jsonl import coding_object, lines
from sayso.records import Coding, Event


def test_a_coding_as_json_gives_its_records_back(coding: Coding) -> None:
    (line,) = lines([coding_object(coding)])
    read = json.loads(line)
    assert "seconds" not in read
    assert "sayso" in read
    assert from_json(Event, read["events"][0]) == coding.events[0]
    start, end = read["events"][0]["trigger"][0]
    assert read["article"]["text"][start:end] == "struck"


def test_half_a_character_is_escaped_and_other_text_stays_readable() -> None:
    whole, half = lines([{"text": "Čapek"}, {"text": "\ud800 é"}])
    assert whole == '{"text":"Čapek"}\n'
    half.encode()
    assert json.loads(half) == {"text": "\ud800 é"}
