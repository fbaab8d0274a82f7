"""
An office's table on its way into ``data/``: guessed, matched, compared, reported, kept.

- ``heads`` ``profiles`` ``vocabulary``   where records begin, what cells and headers look like
- ``meanings`` ``choices`` ``guessed_keys``   which column is what, how it is written, what is a key
- ``guessing``    a mapping proposed for a table nobody has described
- ``survey`` ``faults``   one reading from end to end, and what is wrong on the way
- ``matching`` ``bodies`` ``deciding``   which body a name means; what people decide
- ``comparison``  what a newer file changes
- ``importing``   the steps in order; what is kept
- ``report``      what a steward sends to the office
"""
