"""Tables as Pandoc and GitHub write them: with pipes, under lines of hyphens, drawn as a grid, or in HTML.

`rule` finds a table and its caption among the lines of a text and hands it on as one token, whose `meta` is a
`TableText`: cells as text, each with its place. Each form has a reader of its own (`pipes`, `columns`, `grid`, `html`),
a function from lines to a `TableText` or to None, if that is no such table.
What a table means is said by `book.markdown.table_meanings`.
"""
