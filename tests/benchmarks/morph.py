"""morph-kgc, an engine for RML mappings, on the table of grants: a peer of our conversion."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HOME = Path(__file__).parents[2] / "build/morph"
PACKAGE = "morph-kgc==2.10.0"
EXAMPLE = "http://example.org/"

COLUMNS = (
    *("recipient", "programme", "guideline", "priority", "purpose", "purpose_en", "amount"),
    *("precision", "sum_kind", "currency", "start", "end", "funder", "granting_authority"),
    *("notice_date", "sources", "basis"),
)
"""Columns that become one triple each."""

HEAD = """@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
<#Grants> rml:logicalSource [ rml:source "{source}" ; rml:referenceFormulation ql:CSV ] ;
  rr:subjectMap [ rr:template "{example}grant/{{{key}}}" ; rr:class <{example}Grant> ]"""

PROPERTY = """ ;
  rr:predicateObjectMap [ rr:predicate <{example}{name}> ;
    rr:objectMap [ rml:reference "{name}" ] ]"""

CONFIG = """[CONFIGURATION]
output_file: {output}
number_of_processes: 1
logging_level: ERROR
[grants]
mappings: {mapping}
"""


def install() -> Path:
    """Install it into an environment of its own; give its interpreter."""
    python = HOME / "bin/python"
    if not (HOME / "bin/morph-kgc").exists() and not (HOME / "done").exists():
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
        install = [str(HOME / "bin/pip"), "install", "--quiet", PACKAGE]
        subprocess.run(install, check=True)
        (HOME / "done").touch()
    return python


def run(folder: Path) -> int:
    """Map ``grants.csv`` of the records in *folder*; give the number of triples."""
    return map_table(folder, folder / "data/grants.csv", "key", COLUMNS)


def map_table(folder: Path, source: Path, key: str, columns: Sequence[str]) -> int:
    """Make a triple of each of *columns* of a CSV file; give their number."""
    mapping, config, output = (folder / name for name in ("map.ttl", "morph.ini", "morph.nt"))
    properties = "".join(PROPERTY.format(example=EXAMPLE, name=name) for name in columns)
    head = HEAD.format(source=source, example=EXAMPLE, key=key)
    mapping.write_text(f"{head}{properties} .\n")
    config.write_text(CONFIG.format(output=output, mapping=mapping))
    command = [str(install()), "-m", "morph_kgc", str(config)]
    subprocess.run(command, check=True, capture_output=True)
    with output.open("rb") as file:
        return sum(1 for _ in file)
