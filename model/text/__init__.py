"""The one text engine: what it measures is what screen and paper draw.

`set_text(text, style, width, ...)` breaks, orders and shapes a text into a `Block` of `Line`s of `Run`s of glyphs.
"""

from model.text.engine import set_text

__all__ = ["set_text"]
