"""
The page about one thing: which module and template show it.

Every kind has the same frame: what it is, its story in words, what names it, all statements,
and the data behind the page in every format. A kind without a module of its own, every
thing in another vocabulary than ours, and whatever is previewed, for no shape held it to be whole,
is shown by its statements. Where a story is told, they
have a page of their own, ``/statements/{kind}/{key}``: few want them, and they are long.
"""

from collections.abc import Callable, Sequence

import msgspec
from flask import Blueprint, Response, request
from pyoxigraph import Triple

from wirlod.facts import Facts
from wirlod.formats import HTML
from wirlod.history import name_in_history
from wirlod.iris import local_path, ontology_iri
from wirlod.kinds import KINDS
from wirlod.query.facts import MOST
from wirlod.query.things import Told
from wirlod.web.answers.profiles import choose_own
from wirlod.web.answers.resources import check_address
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.addresses import asked_path, relative_root
from wirlod.web.http.choosing import Choice
from wirlod.web.http.negotiation import build_offers
from wirlod.web.http.response import Content, respond
from wirlod.web.pages.changes import tell_past
from wirlod.web.pages.concept import tell_concept
from wirlod.web.pages.dataset import tell_dataset, tell_edition
from wirlod.web.pages.events import tell_handover, tell_milestone
from wirlod.web.pages.evidence import tell_evidence
from wirlod.web.pages.figure import tell_figure
from wirlod.web.pages.grant import tell_grant
from wirlod.web.pages.kinds import name_of_many, name_of_one
from wirlod.web.pages.naming import Naming, Value
from wirlod.web.pages.ontology import tell_ontology
from wirlod.web.pages.organisation import tell_organisation
from wirlod.web.pages.person import tell_person
from wirlod.web.pages.programme import tell_guideline, tell_priority, tell_programme
from wirlod.web.pages.quotation import tell_quotation
from wirlod.web.pages.reading import Reader
from wirlod.web.pages.release import tell_release
from wirlod.web.pages.rendering import render_page
from wirlod.web.pages.statements import find_groups, find_sections
from wirlod.web.pages.structured import Describer
from wirlod.web.pages.territory import tell_territory
from wirlod.web.pages.visit import Visit
from wirlod.writing.description import Description

statements = Blueprint("statements", __name__)

PAGE = build_offers((HTML,))

Story = Callable[[Visit, str], dict[str, object]]
"""Takes a visit and the IRI of the thing, gives what the template of its kind needs."""

STORIES: dict[str, Story] = {
    "concept": tell_concept,
    "dataset": tell_dataset,
    "edition": tell_edition,
    "evidence": tell_evidence,
    "figure": tell_figure,
    "grant": tell_grant,
    "guideline": tell_guideline,
    "handover": tell_handover,
    "milestone": tell_milestone,
    "ontology": tell_ontology,
    "organisation": tell_organisation,
    "person": tell_person,
    "priority": tell_priority,
    "programme": tell_programme,
    "quotation": tell_quotation,
    "release": tell_release,
    "territory": tell_territory,
}
"""Kind → what tells its story; the template is called like the kind."""


PREVIEWED = 8
"""Statements that a preview shows."""


class Frame(msgspec.Struct, frozen=True):
    """What every page about a thing has around its story."""

    thing: str
    target: str
    """``kind/key``, or what the history calls the ontology."""
    title: Value
    kind: str
    kind_name: str
    kind_names: str
    is_listed: bool
    """Whether there is a list of all things of the kind."""


def thing_page(opened: OpenEdition, choice: Choice, description: Description) -> bytes:
    """Render the page about the thing described."""
    told = Told.of(description, opened.prefixes)
    return _render(Visit.of_described(opened, choice, told), told, lambda: description.own)


def told_page(opened: OpenEdition, choice: Choice, told: Told) -> bytes:
    """Render the page about the thing of which is told."""
    return _render(Visit.of_told(opened, choice, told), told, lambda: told.own)


def _render(visit: Visit, told: Told, own: Callable[[], Sequence[Triple]]) -> bytes:
    opened, choice, thing = visit.opened, visit.choice, told.thing
    frame = _frame(visit, thing)
    default = choice.profile == choice.offered.profiles[0]
    is_held = default and not opened.edition.manifest.is_preview
    story = STORIES.get(frame.kind) if is_held else None
    describer = Describer(opened.catalogue, opened.base_uri, choice.language)
    return render_page(
        f"{frame.kind}.html" if story else "thing.html",
        choice.language,
        root=visit.naming.root,
        frame=frame,
        sections=[] if story else list(find_sections(own(), visit.naming)),
        elsewhere=f"statements/{frame.target}" if story and frame.kind in KINDS else "",
        parts=find_parts(told.facts),
        find_groups=lambda: find_groups(told, visit),
        complete=told.complete,
        cut=visit.cut,
        most=MOST,
        past=tell_past(visit, thing),
        markup=describer.find_markup(thing)
        or describer.describe_place(told.facts, thing, frame.title.text),
        choice=choice,
        canonical=opened.base_uri + choice.offered.canonical,
        edition=opened.edition,
        **(story(visit, thing) if story else {}),
    )


def find_parts(facts: Facts) -> list[str]:
    """List the fragments by which a thing names parts of itself."""
    subjects = dict.fromkeys(subject for subject, _ in facts.objects)
    return [subject.partition("#")[2] for subject in subjects if "#" in subject]


@statements.get("/statements/<kind>/<name>")
def every_statement(kind: str, name: str) -> Response:
    """Answer with every statement about a thing, as a page."""
    opened = current()
    choice = choose_own(opened, f"statements/{kind}/{name}", PAGE)
    check_address(kind, choice.offered.name)
    return respond(opened.version, choice, lambda: Content(statements_page(opened, choice, kind)))


def statements_page(opened: OpenEdition, choice: Choice, kind: str) -> bytes:
    """Render every statement about the thing of *kind* that *choice* names."""
    description = opened.describe(kind, choice.offered.name)
    visit = Visit.of_described(opened, choice, Told.of(description, opened.prefixes))
    return render_page(
        "statements.html",
        choice.language,
        frame=_frame(visit, description.thing),
        sections=list(find_sections(description.own, visit.naming)),
        choice=choice,
        canonical=opened.base_uri + choice.offered.canonical,
        edition=opened.edition,
    )


def _frame(visit: Visit, thing: str) -> Frame:
    path = local_path(thing, visit.opened.base_uri) or ""
    kind = path.removeprefix("id/").partition("/")[0]
    if thing == ontology_iri(visit.opened.base_uri):
        kind = "ontology"
    return Frame(
        thing=thing,
        target=name_in_history(thing, visit.opened.base_uri),
        title=visit.naming.thing(thing),
        kind=kind,
        kind_name=name_of_one(kind, visit.reader),
        kind_names=name_of_many(kind, visit.reader),
        is_listed=kind in KINDS and KINDS[kind].is_listed,
    )


def preview_page(opened: OpenEdition, language: str, description: Description) -> bytes:
    """Render a thing in a few lines, to be shown beside a cell of somebody's table."""
    root = relative_root(asked_path(request.environ))
    naming = Naming(opened.store, opened.base_uri, root, Reader(language), "")
    naming.hear(Facts(description.own))
    sections = list(find_sections(description.own, naming))
    return render_page(
        "preview.html",
        language,
        title=naming.thing(description.thing),
        statements=sections[0].statements[:PREVIEWED] if sections else [],
        edition=opened.edition,
    )
