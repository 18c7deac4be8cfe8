"""GIF (CompuServe, 87a and 89a). Only read."""

from upscaler.images.chunks import as_chunk
from upscaler.images.codecs.base import Codec, OpenPicture
from upscaler.images.metadata import Metadata


class Gif(Codec):
    name, title, pillow, suffixes = "gif", "GIF", "GIF", (".gif",)
    signatures = (((0, b"GIF87a"),), ((0, b"GIF89a"),))
    sequence = "animation"

    def metadata(self, source: OpenPicture) -> Metadata:
        return super().metadata(source).with_chunks(as_chunk(source.picture.info.get("comment")))
