"""Files for printers, made of the same pages as the screen's PDF.

Comes in: settled pages or a laid out cover, the edition, what is ordered. Goes out: PDFs that a printer takes.
Apart because a printer wants none of what a reader wants (links, tags, bookmarks), and inks where a screen has light.
"""

from book.assemble.press.dress import inside, outside
from book.assemble.press.pressed import Pressed, pressed

__all__ = ["Pressed", "inside", "outside", "pressed"]
