"""Files for printers, made of the same pages as the screen's PDF.

A printer wants none of what a reader wants (links, tags, bookmarks), and inks where a screen has light. `prepare` does
what all orders share, `order` what one order asks.
"""

from book.assemble.printfiles.order import render_cover, render_interior
from book.assemble.printfiles.prepare import PreparedPages, prepare

__all__ = ["PreparedPages", "prepare", "render_cover", "render_interior"]
