"""What each tool writes that is not Markdown, put in the book's own words; what cannot be is told and kept in remarks,
`<!-- … -->`, which are not printed.
"""
