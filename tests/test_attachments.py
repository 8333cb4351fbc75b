"""Office files that run, fetch or grow, made as small as they can be."""

import zipfile
from io import BytesIO

import pytest

from oer.attachments import carried

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def archive(**files: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in files.items():
            zipped.writestr(name.replace("__", "/").replace("_", "."), text)
    return made.getvalue()


def relation(kind: str, mode: str = ' TargetMode="External"') -> str:
    target = f'<Relationship Id="a" Type="{OFFICE}/{kind}" Target="https://example.org/"{mode}/>'
    return f'<Relationships xmlns="{RELATIONSHIPS}">{target}</Relationships>'


HARMFUL = {
    "a macro": (".docx", archive(word__vbaProject_bin="x")),
    "a template from elsewhere": (".docx", archive(word__a_rels=relation("attachedTemplate"))),
    "a picture from elsewhere": (".pptx", archive(ppt__a_rels=relation("image"))),
    "a field that starts a program": (
        ".docx",
        archive(word__document_xml="<a><instrText>DDEAUTO c:\\\\cmd</instrText></a>"),
    ),
    "a formula that fetches": (
        ".xlsx",
        archive(xl__sheet_xml="<a><f>WEBSERVICE(&quot;https://example.org&quot;)</f></a>"),
    ),
    "a picture of OpenDocument from elsewhere": (
        ".odt",
        archive(content_xml=f'<a {XLINK}><image xlink:href="file:///etc/passwd"/></a>'),
    ),
    "a script of OpenDocument": (".odp", archive(Basic__a_xml="<a/>")),
    "a script in an e-book": (".epub", archive(a_xhtml="<html><script>alert(1)</script></html>")),
    "a style sheet from elsewhere": (
        ".epub",
        archive(a_xhtml='<html><link rel="stylesheet" href="https://example.org/a.css"/></html>'),
    ),
    "zeros without end": (".odt", archive(content_xml="0" * 30_000_000)),
    "no archive": (".docx", b"PK\x03\x04"),
    "a spoilt archive": (
        ".docx",
        archive(word__a_xml="<a>b</a>" * 9).replace(b"\xb3I", b"\xff\xff"),
    ),
    "a page": (".odt", b"<html></html>"),
    "no UTF-8": (".txt", "Дай".encode("cp1251")),
}
HONEST = {
    "a link to choose": (".docx", archive(word__a_rels=relation("hyperlink"))),
    "a part of its own": (".docx", archive(word__a_rels=relation("image", ""))),
    "a link of OpenDocument": (
        ".odt",
        archive(content_xml=f'<text><a {XLINK} xlink:href="https://example.org/">b</a></text>'),
    ),
    "an empty part": (".ods", archive(accelerator__current_xml="")),
    "where its template was": (
        ".odt",
        archive(meta_xml=f'<a {XLINK}><template xlink:href="file:///home/a.ott"/></a>'),
    ),
    "a page number": (".docx", archive(word__a_xml="<a><instrText>PAGE</instrText></a>")),
    "code about scripts": (".txt", b"<script>alert(1)</script>\n=1+1\n"),
    "a recording": (".mp3", b"\xff\xfb\x90\x00"),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_what_does_more_than_be_read_is_told(name: str) -> None:
    ending, raw = HARMFUL[name]
    assert carried(raw, ending)


@pytest.mark.parametrize("name", HONEST)
def test_what_is_only_read_is_left_in_peace(name: str) -> None:
    ending, raw = HONEST[name]
    assert carried(raw, ending) == ""
