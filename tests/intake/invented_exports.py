"""Exports of newspaper libraries, spreadsheets and archives as their programs write them, with invented articles."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import textwrap
import zipfile
from collections.abc import Sequence
from html import escape

PARAGRAPHS = (
    "Rebels attacked the town on Friday, the army said in a statement.",
    "The rebels denied it. “We were not there,” their spokesman said.",
)


def story(number: int) -> dict[str, str]:
    """The fields of an invented article."""
    return {
        "title": f"Talks resume in harbour {number}",
        "outlet": "The Invented Post",
        "day": f"March {number % 28 + 1}, 2024",
        "iso": f"2024-03-{number % 28 + 1:02}",
        "byline": "Ana Example",
        "text": "\n\n".join([f"Pilots of harbour {number} met on Monday.", *PARAGRAPHS]),
    }


def nexis_lines(count: int, *, announced: int | None = None, classified: bool = True) -> list[str]:
    """A Nexis Uni download of several documents."""
    lines = ["User Name: = Reader", "Date and Time: Friday, March 22, 2024 10:00:00 AM CET", "Job Number: 1234567", ""]
    lines += [f"Documents ({announced or count})", "1. Talks resume in harbour 1", "Client/Matter: -None-", "Search Terms: harbour", ""]
    for number in range(1, count + 1):
        item = story(number)
        lines += [item["title"], item["outlet"], f"{item['day']} Thursday 10:02 PM GMT", "Late Edition", ""]
        lines += ["Copyright 2024 The Invented Post All Rights Reserved", "", "Section: A; Pg. 1", "Length: 120 words"]
        lines += [f"Byline: By {item['byline']}", "Body", "", *item["text"].split("\n\n"), ""]
        if classified:
            lines += ["Graphic", "PHOTO: a harbour", "Classification", "Language: ENGLISH", "Publication-Type: Newspaper", ""]
        lines += ["Load-Date: April 1, 2024", "", "End of Document", ""]
    return lines


def lexisnexis_text(count: int) -> str:
    """A download of LexisNexis before Nexis Uni, lines broken at a fixed width."""
    pieces = ["DOWNLOAD REQUEST: ALL DOCUMENTS\nTIME OF REQUEST: MARCH 22, 2024\n"]
    for number in range(1, count + 1):
        item = story(number)
        text = "\n\n".join(textwrap.fill(part, 60) for part in item["text"].split("\n\n"))
        pieces.append(
            f"\n{' ' * 30}{number} of {count} DOCUMENTS\n\n\n{' ' * 30}The Invented Post\n\n{' ' * 28}{item['day']} Thursday\n"
            f"{' ' * 33}Late Edition\n\n{item['title']}\n\nBYLINE: By Ana Example\n\nSECTION: NEWS; Pg. 1\n\n"
            f"LENGTH: 120 words\n\n\n{text}\n\n"
            f"LOAD-DATE: April 1, 2024\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\n{' ' * 20}Copyright 2024 The Invented Post\n"
            f"{' ' * 25}All Rights Reserved\n"
        )
    return "".join(pieces)


def factiva_lines(count: int, *, indexed: bool) -> list[str]:
    """A Factiva download of several documents, with or without indexing."""
    lines = []
    for number in range(1, count + 1):
        item = story(number)
        end = f"Document INVPST0020240321ek3l{number:05}"
        day = f"{number % 28 + 1} March 2024"
        if indexed:
            lines += ["SE\tForeign", f"HD\t{item['title']}", f"BY\tBy {item['byline']}", "WC\t120 words", f"PD\t{day}", "ET\t02:15"]
            lines += [f"SN\t{item['outlet']}", "SC\tINVPST", "LA\tEnglish", "CY\tCopyright 2024 The Invented Post", "LP\t"]
            first, *rest = item["text"].split("\n\n")
            lines += [first, "", "TD\t", *rest, "", "CO\tnone", "NS\tgcat : Political/General News", "PUB\tInvented", f"AN\t{end}", "\f"]
        else:
            lines += [
                "Foreign",
                item["title"],
                f"By {item['byline']}",
                "1,120 words",
                day,
                "02:15",
                item["outlet"],
                "INVPST",
                "1",
                "English",
            ]
            lines += ["(c) 2024 The Invented Post", "", *item["text"].split("\n\n"), "", end, "\f"]
    return [*lines, "Search Summary", "Text\tharbour", "Results Found\t1200"]


def factiva_html(count: int) -> str:
    """Factiva's articles saved from the browser: the first half indexed, the others plain."""
    body = ["<div id='nav'><a href='#'>Search</a><script>var x = 1 < 2;</script></div>"]
    for number in range(1, count + 1):
        item = story(number)
        day = f"{number % 28 + 1} March 2024"
        paragraphs = [f'<p class="articleParagraph enarticleParagraph">{escape(part)}\n</p>' for part in item["text"].split("\n\n")]
        if number <= count // 2:
            rows = [("HD", f'<span class="enHeadline">{item["title"]}</span>'), ("BY", f"By {item['byline']}"), ("WC", "120 words")]
            rows += [("PD", day), ("SN", item["outlet"]), ("LA", "English"), ("LP", paragraphs[0]), ("TD", "".join(paragraphs[1:]))]
            rows += [("AN", f"Document INVPST0020240321ek3l{number:05}")]
            cells = "".join(f"<tr><td><b>{code}</b>&nbsp;</td><td>{value}</td></tr>" for code, value in rows)
            inside = f"<table><tbody>{cells}</tbody></table>"
        else:
            parts = [
                item["title"],
                f"By {item['byline']}",
                "120 words",
                day,
                item["outlet"],
                "INVPST",
                "English",
                "Copyright 2024 Invented",
            ]
            inside = "".join(f"<div>{part}</div>" for part in parts) + "".join(paragraphs)
            inside += f"<p>Document INVPST0020240321ek3l{number:05}</p>"
        body.append(f'<div class="article enArticle">{inside}</div><br>')
    return f"<html><head><title>Factiva</title></head><body>{''.join(body)}</body></html>"


def proquest_text(count: int, *, numbered: bool = False) -> str:
    """A ProQuest download of several documents as text."""
    rule = "_" * 60
    pieces = ["Report Information from ProQuest\nMarch 22 2024 10:00\n"]
    for number in range(1, count + 1):
        item = story(number)
        head = f"Document {number} of {count}\n\n" if numbered else ""
        pieces.append(
            f"{head}{item['title']}\n\nAuthor: Example, Ana\n\nPublication info: The Invented Post ; Beirut. 21 Mar 2024: A.1.\n\n"
            f"Abstract: Pilots met.\n\nLinks: http://links.example\n\nFull text: {item['text']}\n\nSubject: Harbours; Strikes\n\n"
            f"Location: Beirut\n\nTitle: {item['title']}\n\nPublication title: {item['outlet']}\n\nPublication year: 2024\n\n"
            f"Publication date: Mar {number % 28 + 1}, 2024\n\nSource type: Newspapers\n\nLanguage of publication: English\n\n"
            f"ProQuest document ID: 30000{number}\n\nDocument URL: https://library.example/{number}\n\nDatabase: Invented\n\n"
        )
    pieces.append("Contact us at: http://help.example\nDatabase copyright 2024 Invented. All rights reserved.\n")
    return f"\n{rule}\n\n".join(pieces)


def rtf(lines: Sequence[str]) -> bytes:
    """Lines as RTF."""
    body = []
    for line in lines:
        text = line.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}").replace("\t", "\\cell ").replace("\f", "\\page ")
        body.append("".join(char if ord(char) < 128 else f"\\u{ord(char)}?" for char in text) + "\\par\n")
    head = "{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0\\fcharset0 Arial;}}{\\*\\generator Invented;}{\\info{\\title No text}}\\f0 "
    return (head + "".join(body) + "}").encode("ascii")


def docx(lines: Sequence[str]) -> bytes:
    """Lines as the paragraphs of a Word document."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    part = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{space}"><w:body>{paragraphs}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": part.encode()})


def xlsx(*sheets: Sequence[Sequence[str | float]], corner: str | None = None) -> bytes:
    """Worksheets as a spreadsheet; `corner` is the address of one more cell."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    numbers = range(1, len(sheets) + 1)
    named = "".join(f'<sheet name="Sheet{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    related = "".join(f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in numbers
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}/relationships">{related}</Relationships>',
    }
    for number, rows in zip(numbers, sheets, strict=True):
        cells = "".join(_row(index, row) for index, row in enumerate(rows, start=1))
        if corner:
            cells += f'<row><c r="{corner}"><v>1</v></c></row>'
        files[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'
    return zipped({name: content.encode() for name, content in files.items()})


def _row(index: int, row: Sequence[str | float]) -> str:
    cells = []
    for place, value in enumerate(row):
        address = f"{chr(65 + place)}{index}"
        text = f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'
        cells.append(text if isinstance(value, str) else f'<c r="{address}"><v>{value}</v></c>')
    return f'<row r="{index}">{"".join(cells)}</row>'


MOMENT = (2024, 3, 22, 12, 0, 0)
"""When every file of an archive was written: the clock would make the bytes, and the names of tests that hold them, differ."""


def zipped(files: dict[str, bytes]) -> bytes:
    """Files as a ZIP archive; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def page(number: int) -> bytes:
    """A page of the web."""
    item = story(number)
    paragraphs = "".join(f"<p>{part}</p>" for part in item["text"].split("\n\n"))
    return (
        f'<html lang="en"><head><title>{item["title"]}</title><meta property="article:published_time" content="{item["iso"]}"></head>'
        f"<body><nav>Home</nav><article><h1>{item['title']}</h1>{paragraphs}</article></body></html>"
    ).encode()


def rss(links: Sequence[str], content: bool = False) -> bytes:
    """A feed with an entry for each link, which carries its article whole or not at all."""
    whole = (
        "<content:encoded><![CDATA[" + "".join(f"<p>{part}</p>" for part in story(9)["text"].split("\n\n") * 2) + "]]></content:encoded>"
    )
    items = "".join(
        f"<item><title>Talks {number}</title><link>{link}</link><pubDate>Thu, 21 Mar 2024 10:00:00 GMT</pubDate>"
        f"<description>Short.</description>{whole if content else ''}</item>"
        for number, link in enumerate(links)
    )
    space = "http://purl.org/rss/1.0/modules/content/"
    return (
        f'<?xml version="1.0"?><rss version="2.0" xmlns:content="{space}"><channel><title>The Invented Post</title>{items}</channel></rss>'
    ).encode()


def answer(body: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    """What a server answers."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


def record(
    block: bytes, url: str = "https://post.example/1", type_: str = "response", kind: str = "application/http", more: str = ""
) -> bytes:
    """A record of a WARC file."""
    digest = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
    head = f"WARC/1.0\r\nWARC-Type: {type_}\r\nWARC-Target-URI: {url}\r\nContent-Type: {kind}\r\nWARC-Block-Digest: sha1:{digest}\r\n"
    return f"{head}{more}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def warc(records: Sequence[bytes], packed: bool) -> bytes:
    """Records as a file, each packed on its own or none."""
    return b"".join(gzip.compress(item, mtime=0) if packed else item for item in records)


def pdf(lines: Sequence[str]) -> bytes:
    """Lines as a page of a PDF."""
    shown = " T* ".join(f"({line.replace('(', '').replace(')', '')}) Tj" for line in lines)
    content = f"BT /F1 12 Tf 72 700 Td 14 TL {shown} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
