"""How each kind of source lists its texts: a function `(source) → SourceListing` for each."""
