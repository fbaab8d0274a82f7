"""
Flat tables for people with spreadsheets: CSV, CSV for Excel, Parquet, and what describes them.

- ``table``     a table, its columns, and what of a thing fills them
- ``grants`` ``releases`` ``figures``   one table each
- ``places``    the places with their outlines, as GeoJSON
- ``writing``   the CSV and Parquet files
- ``metadata``  CSV on the Web and Frictionless descriptions
- ``steps``     the step of publishing that makes them all
"""

from wirlod.publish.tables.figures import FIGURES
from wirlod.publish.tables.grants import GRANTS
from wirlod.publish.tables.releases import RELEASES

TABLES = {table.name: table for table in (GRANTS, RELEASES, FIGURES)}
