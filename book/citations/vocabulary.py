"""The types and variables of CSL 1.0.2.

Comes in: nothing. Goes out: `TYPES`, and the variables sorted by what they hold.
Apart because it is a table. Source: the CSL 1.0.2 specification, appendices III and IV
<https://docs.citationstyles.org/en/stable/specification.html>.
"""

TYPES = frozenset("""
article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
personal_communication post post-weblog regulation report review review-book software song speech standard thesis
treaty webpage
""".split())  # noqa: SIM905

NAMES = frozenset("""
author chair collection-editor compiler composer container-author contributor curator director editor
editorial-director editor-translator executive-producer guest host illustrator interviewer narrator organizer
original-author performer producer recipient reviewed-author script-writer series-creator translator
""".split())  # noqa: SIM905

DATES = frozenset("accessed available-date event-date issued original-date submitted".split())  # noqa: SIM905

PLAIN = frozenset("""
abstract annote archive archive_collection archive_location archive-place authority call-number chapter-number
citation-key citation-label citation-number collection-number collection-title container-title container-title-short
dimensions division DOI edition event event-title event-place first-reference-note-number genre ISBN ISSN issue
jurisdiction keyword language license locator medium note number number-of-pages number-of-volumes original-publisher
original-publisher-place original-title page page-first part-number part-title PMCID PMID printing-number publisher
publisher-place references reviewed-genre reviewed-title scale section source status supplement-number title
title-short URL version volume volume-title year-suffix
""".split())  # noqa: SIM905

# Not CSL: what the book says of a work. `custom` is CSL's own place for remarks.
OURS = frozenset({"always", "custom", "id", "type"})
FIELDS = NAMES | DATES | PLAIN | OURS
