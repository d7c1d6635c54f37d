"""What a release may be and how it is announced: reasons to refuse it, changes without an entry, release notes."""
