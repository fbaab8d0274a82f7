"""
Addresses are for ever: what would change them is refused, and what never had one needs no trace.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec
from pyoxigraph import NamedNode, Store

from wirlod.edition import Edition
from wirlod.editions import current_edition
from wirlod.errors import NothingPublished, Origin, Problem
from wirlod.iris import thing_iri
from wirlod.saying import say
from wirlod.sheets.folder import TableFolder
from wirlod.sheets.header import simple
from wirlod.sheets.mapping import Columns, Mapping


def find_other_addresses(mapping: Mapping, folder: TableFolder, path: Path) -> Iterator[Problem]:
    """Yield what would give the rows of a source other addresses than they have so far."""
    last = folder.mapping_of(folder.files[-1])
    if _tell_key(last) != _tell_key(mapping):
        message = say(
            "found {found}, but the addresses so far are made of {before}: all of them would "
            "change; name the columns that say the same, in that order, or give the table "
            "another 'name'",
            found=", ".join(mapping.key),
            before=", ".join(last.key),
        )
        yield Problem(Origin(path), message, "key")
    several = {last.several_sums, mapping.several_sums}
    if len(several) > 1 and "each" in several:
        message = say(
            "found '{found}', but the files so far are read with '{before}': addresses would "
            "change; take that, or another 'name'",
            found=mapping.several_sums,
            before=last.several_sums,
        )
        yield Problem(Origin(path), message, "several-sums")


def _tell_key(mapping: Mapping) -> list[str]:
    """Say of every column of the key what it is for, its name where it is for nothing else."""
    return [_tell_use(mapping, column) for column in mapping.key]


def _tell_use(mapping: Mapping, column: str) -> str:
    for field in msgspec.structs.fields(Columns):
        value = getattr(mapping.columns, field.name)
        if field.name != "also" and column in (value if isinstance(value, list) else [value]):
            return field.name
    if any(money.column == column for money in mapping.sums):
        return "sum"
    return simple(column)


def may_be_published(thing: str, editions: Path) -> bool:
    """Tell whether *thing* (``grant/x``) is in the current edition; yes where there is none."""
    try:
        edition = current_edition(editions)
    except NothingPublished:
        return True
    iri = NamedNode(thing_iri(edition.manifest.base_uri, *thing.split("/", 1)))
    return any(True for _ in _open(edition).quads_for_pattern(iri, None, None, None))


@lru_cache(maxsize=1)
def _open(edition: Edition) -> Store:
    return Store.read_only(str(edition.store_folder))
