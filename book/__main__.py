"""`python -m book`."""

import sys

from book.cli import main

sys.exit(main())
