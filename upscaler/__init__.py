"""Desktop image upscaler. Read `upscaler.pipeline` first; the data flows like this:

file -> images (decode) -> Bitmap -> inference (strips -> network -> canvas) -> images (encode, verify) -> file

- errors, messages, geometry, progress, options, paths: used by all others
- images: files and pixels; no torch, no Qt
- network: the nn.Modules, their weights and model cards
- inference: from Bitmap to canvas: devices, precision, streaming, tiles, engine
- pipeline: one picture through all of these steps
- jobs: many files: which to read, where to write, and how each one ended
- cli, gui: the two programs; training: from photos to weights
"""

__version__ = "0.1.0"
