"""
An office's table on its way into ``data/``: guessed, matched, compared, reported, kept.

- ``profiles``   what the cells of each column look like
- ``vocabulary`` what headers call a column, in German and English
- ``guessing``   a mapping proposed for a table nobody has described
"""
