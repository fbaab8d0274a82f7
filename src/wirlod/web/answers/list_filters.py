"""
Which things of a list an address asks for, by what they point at, say, or lie between.

A filter is a property by its name in the context: ``recipient=organisation/musterkreis``,
``amount=500000``, ``label=kreis`` (a text contains it); a dot leads through a part or another
thing: ``money.precision=concept/exact``; ``.from`` and ``.to`` are bounds of numbers and days:
``amount.from=100000``, ``firstDay.to=2022``. What cannot be applied is refused, saying what can.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from flask import request
from pyoxigraph import NamedNode

from wirlod.errors import AddressMalformed
from wirlod.kinds import KINDS
from wirlod.kinds.kind import YEAR
from wirlod.namespaces import property_iri
from wirlod.query.listing import Comparison, Filter
from wirlod.saying import say
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.parameters import read_number

MOST_FILTERS = 8
LONGEST_VALUE = 300

HOW = (
    *("page", "size", "sort", "edition"),
    *("format", "_mediatype", "lang", "_profile", "profile", "_explain"),
)
"""Parameters of a list that are no filters."""

NOT_OURS = ("utm_", "mtm_", "pk_", "fbclid", "gclid", "cache", "_=")
"""What others append to addresses that they pass on; it asks for nothing."""

BOUNDS: dict[str, Comparison] = {"from": "from", "to": "to"}
NUMBERS = ("xsd:decimal", "xsd:integer")
DAYS = ("xsd:date", "xsd:gYear", "xsd:gYearMonth")
_DAY = re.compile(r"[12][0-9]{3}(?:-[01][0-9](?:-[0-3][0-9])?)?")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")


def read_filters(kind: str, opened: OpenEdition) -> tuple[Filter, ...]:
    """
    Read the filters of this request.

    :raises AddressMalformed: where one cannot be applied, or there are too many.
    """
    found = dict.fromkeys(_find_filters(kind, opened))
    if len(found) > MOST_FILTERS:
        said = say(
            "found {count} filters, at most {most} are applied", count=len(found), most=MOST_FILTERS
        )
        raise AddressMalformed(said)
    return tuple(found)


def _find_filters(kind: str, opened: OpenEdition) -> Iterator[Filter]:
    for name, value in sorted(request.args.items(multi=True)):
        if not value or name in HOW or name.startswith(NOT_OURS):
            continue
        if name == YEAR and KINDS[kind].year:
            path = tuple(property_iri(term, opened.context) for term in KINDS[kind].year)
            yield Filter(name, path, str(read_number(YEAR, 0, 9999)), "begins", is_day=True)
        else:
            yield read_filter(name, value.strip(), opened) or _refuse(name, kind, opened)


def read_filter(name: str, value: str, opened: OpenEdition) -> Filter | None:
    """Read one filter; None where there is no such property."""
    *_, bound = name.split(".")
    property = name.removesuffix(f".{bound}") if bound in BOUNDS else name
    comparison = BOUNDS.get(bound)
    path = read_path(property, opened.context)
    if not path:
        return None
    type = _type_of(property.rpartition(".")[2], opened.context)
    if type in NUMBERS:
        return Filter(name, path, _check_number(name, value), comparison or "equals")
    if type in DAYS:
        return Filter(name, path, _check_day(name, value), comparison or "begins", is_day=True)
    if len(value) > LONGEST_VALUE:
        said = say("{name} has more than {most} characters", name=name, most=LONGEST_VALUE)
        raise AddressMalformed(said)
    if comparison:
        return None
    if type == "@id":
        iri = value if "://" in value else f"{opened.base_uri}id/{value}"
        return Filter(name, path, _check_iri(iri))
    return Filter(name, path, value, "contains")


def read_path(name: str, context: Mapping[str, Any]) -> tuple[str, ...]:
    """Read the name of a property, or of two with a dot between of which the first points on."""
    terms = name.split(".")
    path = tuple(property_iri(term, context) for term in terms)
    leads = len(terms) == 1 or _type_of(terms[0], context) == "@id"
    return path if len(terms) <= 2 and leads and all(path) else ()


def _type_of(term: str, context: Mapping[str, Any]) -> str:
    definition = context.get(term)
    return str(definition.get("@type", "")) if isinstance(definition, dict) else ""


def find_variables(kind: str, opened: OpenEdition) -> dict[str, str]:
    """Map the names of filters, bounds included, to the properties they compare."""
    context, found = opened.context, {}
    if KINDS[kind].year and (iri := property_iri(KINDS[kind].year[-1], context)):
        found[YEAR] = iri
    for name in sorted(context.keys() - opened.prefixes.keys()):
        if iri := property_iri(name, context):
            found[name] = iri
            if _type_of(name, context) in (*NUMBERS, *DAYS):
                found |= {f"{name}.{bound}": iri for bound in BOUNDS}
    return found


def _refuse(name: str, kind: str, opened: OpenEdition) -> Filter:
    known = ", ".join(name for name in find_variables(kind, opened) if "." not in name)
    raise AddressMalformed(
        say(
            "{name!r} is no filter here. Things are filtered by {known}; numbers and days also "
            "by what they lie between: amount.from, amount.to. Beside filters: {others}",
            name=name[:60],
            known=known,
            others=", ".join(HOW),
        )
    )


def _check_iri(text: str) -> str:
    try:
        return NamedNode(text).value
    except ValueError:
        raise AddressMalformed(say("{found!r} is no IRI", found=text)) from None


def _check_number(name: str, text: str) -> str:
    try:
        if _NUMBER.fullmatch(text):
            return f"{Decimal(text).normalize():f}"
    except InvalidOperation:
        pass
    raise AddressMalformed(
        say("{name} is {found!r}: give a number such as 500000 or 0.5", name=name, found=text[:40])
    )


def _check_day(name: str, text: str) -> str:
    if not _DAY.fullmatch(text):
        raise AddressMalformed(
            say(
                "{name} is {found!r}: give a year, month or day, 2021-11-30",
                name=name,
                found=text[:40],
            )
        )
    return text
