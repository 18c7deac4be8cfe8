"""Records in the XMP of a result how it was made.

Sources: Adobe XMP specification part 1 (2012), 7, and part 2 (2016), 1.2.2.1 ResourceEvent; IPTC Photo Metadata
Standard 2023.2, Digital Source Type; http://cv.iptc.org/newscodes/digitalsourcetype/ (2024-10-23), where
algorithmicallyEnhanced is "modification or correction by algorithm without changing the main content of the media,
initiated or configured by a human, such as sharpening or applying noise reduction".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from upscaler.geometry import Region
from upscaler.images.xmp import VALUE, without

NAMESPACE = "urn:upscaler:provenance:1.0/"
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
ENHANCED = f"{SOURCE_TYPES}algorithmicallyEnhanced"
# Source types that are no longer true of an enhanced picture. Those that say that it was generated remain true.
_CAPTURED = ("digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "print", "original")
_SOURCE_TYPE = rb"Iptc4xmpExt:DigitalSourceType"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_EVENTS = "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
_EMPTY = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    f'<x:xmpmeta xmlns:x="adobe:ns:meta/">\n<rdf:RDF xmlns:rdf="{_RDF}">\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
).encode()
_END = b"</rdf:RDF>"
_ABOUT = re.compile(rb"\brdf:about\s*=\s*(\"[^\"]*\"|'[^']*')")
_HISTORY = re.compile(rb"<xmpMM:History\b[^>]*>\s*<rdf:Seq>.*?(?=</rdf:Seq>)", re.DOTALL)
_MODELS = re.compile(rb"<(upscaler:Models)\b.*?</\1>\s*", re.DOTALL)
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


@dataclass(frozen=True)
class Provenance:
    """`models` are names and SHA-256 of the weights that were blended or mixed, none if the network did not run.

    `denoise` and `detail` are strengths, 0 to 100; `computed` says on what and in which precision; `crop` is the part
    of the source that was taken.
    """

    tool: str
    scale: float
    source: Path
    source_sha256: str | None
    models: tuple[tuple[str, str], ...]
    denoise: int
    detail: int
    computed: str
    crop: Region | None = None


def with_provenance(xmp: bytes | None, made: Provenance) -> bytes:
    """The packet, or a new one, with the record added; the record of an earlier result is replaced.

    Everything else stays byte by byte. Raises ValueError if nothing can be added to the packet.
    """
    xmp = _EMPTY if xmp is None else _without_earlier(xmp)
    if made.models:
        xmp = _with_source_type(xmp)
    history = _HISTORY.search(xmp)
    if history is not None:
        xmp = xmp[: history.end()] + _event(made) + xmp[history.end() :]
    at = xmp.rfind(_END)
    if at < 0:
        raise ValueError("no RDF that ends")
    about = _ABOUT.search(xmp)
    needs_type = bool(made.models) and _SOURCE_TYPE not in xmp
    needs_history = b"xmpMM:History" not in xmp  # else it is there in an unusual form, which stays as it is
    added = _description(made, about[1] if about else b'""', needs_type, needs_history)
    return xmp[:at] + added + xmp[at:]


def _without_earlier(xmp: bytes) -> bytes:
    names = b"|".join(
        name.encode() for name, _ in _properties(Provenance("", 1, Path(), "", (), 0, 0, "", Region(0, 0, 1, 1)))
    )
    return without(_MODELS.sub(b"", xmp), b"upscaler:(?:" + names + b")")


def _with_source_type(xmp: bytes) -> bytes:
    """The packet, with the source type changed from captured to enhanced."""
    captured = "|".join(_CAPTURED).encode()
    pattern = (
        _SOURCE_TYPE
        + VALUE
        + SOURCE_TYPES.encode().replace(b"http:", b"https?:")
        + b"(?:"
        + captured
        + rb")(\s*)(?=[\"'<])"
    )
    return re.sub(pattern, lambda found: _SOURCE_TYPE + found[1] + ENHANCED.encode(), xmp)


def _properties(made: Provenance) -> list[tuple[str, str]]:
    """Names and values of the simple properties."""
    return [
        ("Tool", made.tool),
        ("Scale", f"{made.scale:.6g}"),
        ("Denoise", str(made.denoise)),
        ("Detail", str(made.detail)),
        ("Computed", made.computed),
        ("SourceName", made.source.name),
        *([("SourceSHA256", made.source_sha256)] if made.source_sha256 is not None else []),
        *([("Crop", str(made.crop))] if made.crop else []),
    ]


def _description(made: Provenance, about: bytes, needs_type: bool, needs_history: bool) -> bytes:
    lines = [f"  <upscaler:{name}>{_text(value)}</upscaler:{name}>" for name, value in _properties(made)]
    models = "".join(
        f'<rdf:li rdf:parseType="Resource"><upscaler:Name>{_text(name)}</upscaler:Name>'
        f"<upscaler:SHA256>{_text(digest)}</upscaler:SHA256></rdf:li>"
        for name, digest in made.models
    )
    if models:
        lines.append(f"  <upscaler:Models><rdf:Bag>{models}</rdf:Bag></upscaler:Models>")
    if needs_type:
        lines.append(f"  <Iptc4xmpExt:DigitalSourceType>{ENHANCED}</Iptc4xmpExt:DigitalSourceType>")
    if needs_history:
        event = _event(made).decode()
        lines.append(f"  <xmpMM:History><rdf:Seq>{event}</rdf:Seq></xmpMM:History>")
    begin = (
        f' xmlns:upscaler="{NAMESPACE}" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        ' xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">\n'
    )
    end = "\n </rdf:Description>\n"
    return b" <rdf:Description rdf:about=" + about + (begin + "\n".join(lines) + end).encode()


def _event(made: Provenance) -> bytes:
    """One more entry of the file's history, which other programs show."""
    models = " + ".join(name for name, _ in made.models) or "no model"
    how = f"{made.scale:.6g}x, {models}, denoise {made.denoise}, detail {made.detail}"
    return (
        f'<rdf:li xmlns:stEvt="{_EVENTS}" stEvt:action="resized" stEvt:softwareAgent={quoteattr(made.tool)}'
        f" stEvt:parameters={quoteattr(how)}/>"
    ).encode()


def _text(value: str) -> str:
    """A value as XML. Characters that XML does not allow, as in strange file names, become question marks."""
    return escape(_FORBIDDEN.sub("?", value))
