"""
Read a catalogue as CKAN does, and print the datasets as JSON.

Run by an interpreter that has ``ckanext-dcat`` and ``ckan``; no site is needed. Arguments: the
file, and its format as rdflib calls it.
"""

import json
import sys
from pathlib import Path


def main() -> None:
    from ckanext.dcat.processors import RDFParser  # noqa: PLC0415 - not in this environment

    parser = RDFParser(profiles=["euro_dcat_ap_3"])
    parser.parse(Path(sys.argv[1]).read_text(encoding="utf-8"), _format=sys.argv[2])
    json.dump(list(parser.datasets()), sys.stdout, sort_keys=True)


if __name__ == "__main__":
    main()
