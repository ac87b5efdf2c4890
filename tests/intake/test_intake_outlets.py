from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.intake import load_outlets

CSV = """\
name,country,zone,kind,camp,domains
The Invented Post,LBN,Asia/Beirut,newspaper,,post.example news.post.example
Radio Sample,,,,North,
"""
YAML = """\
- name: The Invented Post
  country: LBN
  zone: Asia/Beirut
  kind: newspaper
  domains: [www.post.example, news.post.example]
- name: Radio Sample
  camp: North
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "text"), [("o.csv", CSV), ("o.yaml", YAML)])
def test_both_forms_give_the_same_table(tmp_path: Path, name: str, text: str) -> None:
    table = load_outlets(written(tmp_path, name, text))
    post = table.find("invented  post")
    assert post is not None
    assert (post.name, post.country, post.zone, post.kind, post.camp) == ("The Invented Post", "LBN", "Asia/Beirut", "newspaper", None)
    assert post.domains == ("post.example", "news.post.example")
    radio = table.find("Radio Sample")
    assert radio is not None
    assert radio.camp == "North"


@pytest.mark.parametrize(
    ("name", "url", "found"),
    [
        (None, "https://www.post.example/a", "The Invented Post"),
        (None, "https://amp.post.example:8080/a", "The Invented Post"),
        ("post.example", None, "The Invented Post"),
        ("Nobody", "https://notpost.example/a", None),
        ("Nobody", "https://[broken", None),
        (None, None, None),
    ],
)
def test_find_by_name_and_domain(tmp_path: Path, name: str | None, url: str | None, found: str | None) -> None:
    outlet = load_outlets(written(tmp_path, "o.csv", CSV)).find(name, url)
    assert (outlet.name if outlet else None) == found


def test_unlisted_outlets_are_kept_by_name_or_host(tmp_path: Path) -> None:
    table = load_outlets(written(tmp_path, "o.csv", CSV))
    for name, url, label in [("Nobody", None, "Nobody"), (None, "https://www.nobody.example/x", "nobody.example")]:
        outlet = table.resolve(name, url)
        assert outlet is not None
        assert outlet.name == label
    assert table.resolve(None, None) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title,country\nx,LBN\n", "no column 'name'; the columns are title, country"),
        ("name,country\nx,Lebanon\n", "row 2: country 'Lebanon'"),
        ("name,zone\nx,Beirut\n", "row 2: zone 'Beirut'"),
        ("name,colour\nx,red\n", "unknown field 'colour'"),
        ("name\nx\nThe X\n", "row 3: 'x' stands for 'x' already"),
        ("name,kind\n,radio\n", "row 2: an outlet needs a name"),
    ],
)
def test_bad_tables_name_the_row_and_the_remedy(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        load_outlets(written(tmp_path, "o.csv", text))
    assert message in str(caught.value)


def test_missing_and_broken_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_outlets(tmp_path / "none.csv")
    with pytest.raises(InputError, match="not readable as YAML"):
        load_outlets(written(tmp_path, "o.yaml", "- name: [x"))
    with pytest.raises(InputError, match="a list of outlets"):
        load_outlets(written(tmp_path, "p.yaml", "name: x"))
