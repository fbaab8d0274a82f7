"""
Tables of offices, read through a mapping: file → lines of cells → records.

- ``lines``      a line of a table and what its cells can hold
- ``text_files`` CSV, TSV and the like: encoding, delimiter, quotation marks
- ``workbooks``  XLSX, XLS, ODS
- ``forms`` ``days``   how numbers and dates are written
- ``tables``     a table in a file of any kind
- ``mapping``    what a mapping can say; ``mapping_files`` reads and writes one
- ``header``     where the columns of a mapping stand
- ``joined``     records that go on over several rows
- ``cells`` ``fields`` ``sums`` ``where``   one row: its cells, and what they state
- ``rules``      rows that are no records; ``seen``: which keys there were
- ``entries``    lines → what each states, what is left out by rule, what is refused
- ``bodies``     names of bodies: what is the same name, what only looks alike
- ``persons``    who among recipients may be a natural person; ``people``: what is told of one
- ``folder``     ``data/tables/NAME/``: files as they came, mappings, decisions
"""
