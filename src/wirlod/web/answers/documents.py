"""A description as the document chosen: a page for people, a graph for machines."""

from collections.abc import Iterable

from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.query.describe import Description
from wirlod.query.writing import write_description
from wirlod.web.answers.profiles import profile_context
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.choosing import Choice
from wirlod.web.http.links import Link
from wirlod.web.http.response import Document
from wirlod.web.pages import thing_page


def write_document(
    opened: OpenEdition, choice: Choice, description: Description, links: Iterable[Link] = ()
) -> Document:
    """Write *description* as the representation chosen."""
    if choice.is_page:
        return Document(thing_page(opened, choice, description), links)
    context = profile_context(choice.profile, FOREIGN_PREFIXES | opened.context)
    format, form = choice.offer.format, choice.offer.form
    body = write_description(description, format, context, opened.prefixes, form)
    return Document(body, links)
