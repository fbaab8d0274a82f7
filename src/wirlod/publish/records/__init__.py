"""One module per kind of record; ``kinds`` is the table of them all."""
