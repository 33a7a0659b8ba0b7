"""An address → Word, OpenDocument and RTF files that refer to it in every way; a listener that counts who asks."""

import io
import socket
import struct
import threading
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from docx import Document

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_VML = "urn:schemas-microsoft-com:vml"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PICTURE = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress((b"\0" + b"\xff\0\0" * 4) * 4))
    + _chunk(b"IEND", b"")
)


class Listener:
    """An HTTP server on the loopback address that gives everybody a picture, and keeps what it was asked."""

    def __init__(self, server: socket.socket) -> None:
        self._server = server
        self.port = server.getsockname()[1]
        self.requests: list[str] = []

    def serve(self) -> None:
        while True:
            try:
                connection, _peer = self._server.accept()
            except OSError:  # closed
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(5)
            try:
                asked = connection.recv(4096)
                self.requests.append(asked.split(b"\r\n")[0].decode("latin-1"))
                head = f"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: {len(PICTURE)}\r\n\r\n"
                connection.sendall(head.encode() + (b"" if asked.startswith(b"HEAD") else PICTURE))
            except OSError as error:
                self.requests.append(str(error))


@contextmanager
def listening() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        listener = Listener(server)
        thread = threading.Thread(target=listener.serve, daemon=True)
        thread.start()
        yield listener


def relationship(kind: str, target: str, key: str = "rX1", mode: str = "External") -> str:
    stated = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"{stated}/>'


def docx(body: str = "", links: str = "", settings: str = "", settings_links: str = "") -> bytes:
    """A .docx with `body` before its one paragraph, and with these relationships."""
    document = Document()
    document.add_paragraph("MARK")
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode().replace("<w:body>", f"<w:body>{body}", 1)
    spaces = {"v": _VML, "o": "urn:schemas-microsoft-com:office:office", "r": _OFFICE}
    missing = "".join(f' xmlns:{key}="{uri}"' for key, uri in spaces.items() if f"xmlns:{key}=" not in text)
    parts["word/document.xml"] = text.replace("<w:document ", f"<w:document{missing} ", 1).encode()
    relations = parts["word/_rels/document.xml.rels"].decode()
    parts["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", f"{links}</Relationships>").encode()
    parts["word/media/in.png"] = PICTURE
    types = parts["[Content_Types].xml"].decode()
    if 'Extension="png"' not in types:
        types = types.replace("<Default ", '<Default Extension="png" ContentType="image/png"/><Default ', 1)
    parts["[Content_Types].xml"] = types.encode()
    if settings_links:
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        parts["word/_rels/settings.xml.rels"] = (
            f'<Relationships xmlns="{package}">{settings_links}</Relationships>'.encode()
        )
        old = parts["word/settings.xml"].decode().replace("<w:settings ", f'<w:settings xmlns:q="{_OFFICE}" ', 1)
        end = old.index(">", old.index("<w:settings")) + 1
        parts["word/settings.xml"] = (old[:end] + settings + old[end:]).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def picture(blip: str) -> str:
    """A paragraph with a picture, whose `blip` says where it is."""
    main = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{main}/wordprocessingDrawing"><wp:extent cx="900000" cy="900000"/>'
        f'<wp:docPr id="77" name="p"/><a:graphic xmlns:a="{main}/main"><a:graphicData uri="{main}/picture">'
        f'<pic:pic xmlns:pic="{main}/picture"><pic:nvPicPr><pic:cNvPr id="77" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
        f"<pic:blipFill><a:blip {blip}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        '<a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def field(*instruction: str) -> str:
    """A paragraph with a field, whose instruction is split over runs, and which shows "cached"."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in instruction)
    shown = "<w:r><w:t>cached</w:t></w:r>"
    return f"<w:p>{mark.format('begin')}{runs}{mark.format('separate')}{shown}{mark.format('end')}</w:p>"


def vml(element: str) -> str:
    return f'<w:p><w:r><w:pict><v:shape style="width:90pt;height:90pt">{element}</v:shape></w:pict></w:r></w:p>'


def shown_from(address: str) -> dict[str, bytes]:
    """Word files that show on their page what lies below `address`, by the way in which they do."""
    image, at = relationship("image", f"{address}x.png"), f"{address}x"
    return {
        "picture": docx(picture('r:link="rX1"'), image),
        "picture named as a hyperlink": docx(picture('r:link="rX1"'), relationship("hyperlink", f"{address}x.png")),
        "picture with an odd mode": docx(picture('r:link="rX1"'), relationship("image", f"{at}.png", mode="external")),
        "old picture": docx(vml('<v:imagedata r:id="rX1"/>'), image),
        "old picture by address": docx(vml('<v:imagedata r:href="rX1"/>'), image),
        "filled shape": docx(vml('<v:fill type="frame" r:id="rX1"/>'), image),
        "inserted document": docx('<w:altChunk r:id="rX1"/>', relationship("aFChunk", f"{address}x.html")),
        "part of a master document": docx(
            '<w:p><w:subDoc r:id="rX1"/></w:p>', relationship("subDocument", f"{address}x.docx")
        ),
    }


def referring_to(address: str) -> dict[str, bytes]:
    """Word files that name what lies below `address`, and show a copy of it, or nothing of it."""
    image, inside = relationship("image", f"{address}x.png"), relationship("image", "media/in.png", "rI1", "")
    link = (
        '<w:p><w:r><w:object><v:shape id="s1" style="width:90pt;height:90pt"/><o:OLEObject Type="Link" '
        'ProgID="Word.Document.8" ShapeID="s1" DrawAspect="Content" r:id="rX1" UpdateMode="Always"/>'
        "</w:object></w:r></w:p>"
    )
    return {
        "picture with its copy": docx(picture('r:embed="rI1" r:link="rX1"'), image + inside),
        "old picture with its copy": docx(vml('<v:imagedata r:id="rI1" r:href="rX1"/>'), image + inside),
        "INCLUDEPICTURE": docx(field(f' INCLUDEPICTURE "{address}x.png" \\d ')),
        "INCLUDETEXT": docx(field(f' INCLUDETEXT "{address}x.docx" ')),
        "LINK": docx(field(f' LINK Word.Document.8 "{address}x.doc" "" \\a \\t ')),
        "DDEAUTO": docx(field(f' DDEAUTO soffice "{address}x.ods" "x" ')),
        "IMPORT": docx(field(f' IMPORT "{address}x.png" ')),
        "RD": docx(field(f' RD "{address}x.docx" ')),
        "linked object": docx(link, relationship("oleObject", f"{address}x.doc")),
        "outer template": docx(
            settings='<w:attachedTemplate q:id="rX1"/>',
            settings_links=relationship("attachedTemplate", f"{address}x.dotx"),
        ),
        "hyperlink": docx(
            '<w:p><w:hyperlink r:id="rX1"><w:r><w:t>click</w:t></w:r></w:hyperlink></w:p>',
            relationship("hyperlink", f"{address}x"),
        ),
    }


_ODT_SPACES = " ".join(
    f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
    for key, uri in {
        "office": "office", "text": "text", "draw": "drawing", "style": "style", "svg": "svg-compatible",
        "meta": "meta", "fo": "xsl-fo-compatible", "form": "form",
    }.items()
)  # fmt: skip


def odt(body: str = "", automatic: str = "", meta: str = "", styles: str = "") -> bytes:
    head = f'{_ODT_SPACES} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
    content = (
        f"<office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:text>{body}"
        "<text:p>MARK</text:p></office:text></office:body>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entry = '<m:file-entry m:full-path="{}" m:media-type="{}"/>'
    entries = "".join(entry.format(f"{name}.xml", "text/xml") for name in ("content", "meta", "styles"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", f"<office:document-content {head}>{content}</office:document-content>")
        archive.writestr(
            "meta.xml", f"<office:document-meta {head}><office:meta>{meta}</office:meta></office:document-meta>"
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {head}><office:styles>{styles}</office:styles></office:document-styles>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{manifest}" m:version="1.2">{entry.format("/", kind)}{entries}</m:manifest>',
        )
    return out.getvalue()


def open_documents(address: str) -> dict[str, bytes]:
    """OpenDocument texts that take in what lies below `address`."""
    at = f'xlink:href="{address}x.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    frame = (
        '<text:p><draw:frame draw:name="f" text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">{}</draw:frame>'
        "</text:p>"
    )
    section = '<text:section text:name="s">{}<text:p>old</text:p></text:section>'
    style = '<style:style style:name="P9" style:family="paragraph">{}</style:style>'
    styled = '<text:p text:style-name="P9">styled</text:p>'
    form = (
        '<office:forms><form:form form:name="f"><form:image form:id="c" form:image-data="{}"/></form:form>'
        "</office:forms>"
        '<text:p><draw:control draw:control="c" text:anchor-type="as-char" svg:width="2cm" svg:height="1cm"/></text:p>'
    )
    bullets = (
        '<text:list-style style:name="L9"><text:list-level-style-image text:level="1" {}>'
        '<style:list-level-properties fo:width="0.4cm" fo:height="0.4cm"/></text:list-level-style-image>'
        "</text:list-style>"
    )
    listed = '<text:list text:style-name="L9"><text:list-item><text:p>item</text:p></text:list-item></text:list>'
    dde = (
        f'<office:dde-source office:name="d" office:dde-application="soffice" office:dde-topic="{address}x.ods" '
        'office:dde-item="a" office:automatic-update="true"/>'
    )
    return {
        "image": odt(frame.format(f"<draw:image {at}/>")),
        "object": odt(frame.format(f"<draw:object {at}/>")),
        "old object": odt(frame.format(f"<draw:object-ole {at}/>")),
        "plugin": odt(frame.format(f'<draw:plugin draw:mime-type="application/vnd.sun.star.media" {at}/>')),
        "floating frame": odt(frame.format(f"<draw:floating-frame {at}/>")),
        "section": odt(section.format(f"<text:section-source {at}/>")),
        "data of another program": odt(section.format(dde)),
        "bullet": odt(listed, bullets.format(at)),
        "background": odt(
            styled,
            style.format(f"<style:paragraph-properties><style:background-image {at}/></style:paragraph-properties>"),
        ),
        "fill": odt(
            styled,
            style.format('<style:graphic-properties draw:fill="bitmap" draw:fill-image-name="FI"/>'),
            styles=f'<draw:fill-image draw:name="FI" {at}/>',
        ),
        "outer template": odt(
            meta=f'<meta:template xlink:type="simple" xlink:actuate="onRequest" xlink:href="{address}x.ott"/>'
        ),
        "reload": odt(meta=f'<meta:auto-reload {at} meta:delay="PT1S"/>'),
        "form": odt(form.format(f"{address}x.png")),
    }


def rich_texts(address: str) -> dict[str, bytes]:
    """RTF files that take in what lies below `address`."""
    head = r"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}"
    doubled = address.replace("\\", "\\\\")
    instructions = {
        "INCLUDEPICTURE": rf'INCLUDEPICTURE "{doubled}x.png" \\d',
        "INCLUDETEXT": f'INCLUDETEXT "{doubled}x.doc"',
        "LINK": rf'LINK Word.Document.8 "{doubled}x.doc" "" \\a \\t',
        "DDEAUTO": f'DDEAUTO soffice "{doubled}x.ods" "x"',
    }
    fields = {
        name: rf"{head}{{\field{{\*\fldinst {{ {words} }}}}{{\fldrslt cached}}}}\par MARK\par}}"
        for name, words in instructions.items()
    }
    template = {"outer template": rf"{head}{{\*\template {doubled}x.dot}}MARK\par}}"}
    return {name: text.encode() for name, text in (fields | template).items()}
