"""Desktop image upscaler. Read `upscaler.pipeline` first; the data flows like this:

file -> images (decode) -> Bitmap -> inference (strips -> network -> canvas) -> images (encode, verify) -> file

- errors, messages, geometry, progress, options, paths: the small words that all others use
- images: files and pixels; no torch, no Qt
- network: the nn.Modules, their weights and model cards
- inference: Bitmap to canvas: devices, precision, streaming, tiles, engine
- pipeline: one file through all of it
- jobs: many files: what to read, where to write, what came of it
- cli, gui: the two programs; training: how the weights are made
"""

__version__ = "0.1.0"
