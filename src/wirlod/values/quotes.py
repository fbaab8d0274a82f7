"""How much of somebody's text may be kept as evidence or as a quotation."""

LONGEST_QUOTE = 500
"""Characters: enough for a sentence, too few to republish a text."""
