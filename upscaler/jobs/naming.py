"""Names the results: fills in the template so that the name is legal on every system."""

from __future__ import annotations

import itertools
import os
import re
import unicodedata
from datetime import date
from pathlib import Path

from upscaler.errors import EmptyNameError, PathInNameError, UnknownFieldError
from upscaler.geometry import Size
from upscaler.images.codecs.base import Header
from upscaler.images.formats import target_format
from upscaler.options import UpscaleOptions

FIELDS = ("name", "size", "scale", "model", "width", "height", "date", "counter")
MAX_NAME_BYTES = 255  # in UTF-8: the limit of ext4; NTFS and APFS allow at least as much

_FIELD = re.compile(r"\{([^{}]*)\}|[{}]")
_FORBIDDEN = '<>:"/\\|?*'
# Device names of Windows, with any extension, and the prefix of our own temporary files (`images.atomic`).
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)|\.upscaler-", re.IGNORECASE)
_EXAMPLE = Path("cat.jpg")
_EXAMPLE_HEADER = Header("jpg", Size(1600, 1200))


def check_template(template: str) -> None:
    """Raise UnknownFieldError, PathInNameError or EmptyNameError for a template that cannot be used."""
    for match in _FIELD.finditer(template):
        if match[1] not in FIELDS:
            raise UnknownFieldError(template, match[0], tuple(f"{{{field}}}" for field in FIELDS))
    if "/" in template or "\\" in template:
        raise PathInNameError(template)
    if not template.strip(" ."):
        raise EmptyNameError(template)


def example(options: UpscaleOptions, source: Path = _EXAMPLE, header: Header = _EXAMPLE_HEADER) -> str:
    """The name that the result of a picture will have. Raises NameTemplateError, ScaleError."""
    check_template(options.name)
    return target_name(source, header, options)


def target_name(source: Path, header: Header, options: UpscaleOptions, counter: int = 1, number: int = 1) -> str:
    """The file name of a result: `options.name` filled in, legal on every system and short enough, and the extension.

    `counter` is the position in the call. A `number` above 1, for names that are taken, is added as in "cat (2).png".
    If the name would be too long, the source's name is truncated. Raises ScaleError.
    """
    values = _values(source, header.size, options, counter)
    suffix = numbered(target_format(options.format, header.kind).suffixes[0], number)
    room = MAX_NAME_BYTES - len(suffix.encode())
    name = _expanded(options.name, values)
    excess, uses = len(name.encode()) - room, options.name.count("{name}")
    if excess > 0 and uses:
        kept = legal(source.stem)
        values["name"] = _cut(kept, len(kept.encode()) - -(-excess // uses))
        name = _expanded(options.name, values)
    return legal(_cut(name, room)) + suffix


def numbered(suffix: str, number: int) -> str:
    """`suffix` for the first file, then with ` (2)` before it, and so on."""
    return suffix if number == 1 else f" ({number}){suffix}"


def legal(name: str) -> str:
    """The name with `_` in place of each character that Linux, macOS or Windows does not allow; never empty."""
    kept = "".join("_" if char in _FORBIDDEN or unicodedata.category(char) in ("Cc", "Cs") else char for char in name)
    kept = kept.rstrip(" .")
    return f"_{kept}" if not kept or _RESERVED.match(kept) else kept


def same_name(text: str) -> str:
    """A key that is equal for names that some system treats as the same: ignores case and how accents are composed.

    Unicode 15, section 3.13, D145 (canonical caseless matching).
    """
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())


class UniqueNames:
    """Names for folders that are put next to each other: their own, with a number if that is taken."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}  # by real path
        self._taken: set[str] = set()

    def of(self, folder: Path) -> str:
        """The name of a folder: always the same for the same folder."""
        real = os.path.realpath(folder)
        if real not in self._names:
            name = legal(Path(real).name)
            names = (name + numbered("", number) for number in itertools.count(1))
            self._names[real] = next(free for free in names if same_name(free) not in self._taken)
            self._taken.add(same_name(self._names[real]))
        return self._names[real]


def _values(source: Path, size: Size, options: UpscaleOptions, counter: int) -> dict[str, str]:
    target = options.size.with_bleed(options.size.of(size))
    scale = f"{round(options.size.scale_of(size), 2):g}"
    return {
        "name": source.stem,
        "size": f"{scale}x" if options.size.measure == "scale" else f"{target.width}x{target.height}",
        "scale": scale,
        "model": options.named_model,
        "width": str(target.width),
        "height": str(target.height),
        "date": date.today().isoformat(),
        "counter": f"{counter:04}",
    }


def _expanded(template: str, values: dict[str, str]) -> str:
    return legal(_FIELD.sub(lambda match: values[match[1]], template))


def _cut(text: str, length: int) -> str:
    """The longest prefix that fits into `length` bytes."""
    return text.encode()[: max(0, length)].decode(errors="ignore")
