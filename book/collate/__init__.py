"""Setting two printings side by side.

Comes in: settled pages, or two records. Goes out: a record of the pages, or the variants of the second record from the
first. Apart because what changed in print is found from records alone: an old printing's files need not be kept.
"""

from __future__ import annotations

from book.collate.accounts import Unrecorded, unrecorded
from book.collate.collating import collate
from book.collate.recording import record
from book.collate.reprint import reprint
from book.collate.variants import BlockChange, FolioChange, MovedBreak, PageChange, SpineChange, Variants, WordChange

__all__ = [
    "BlockChange", "FolioChange", "MovedBreak", "PageChange", "SpineChange", "Unrecorded", "Variants", "WordChange",
    "collate", "record", "reprint", "unrecorded",
]
