"""All datasets with their files, and how good they are."""

from typing import Any

from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.choosing import Choice
from wirlod.web.pages.rendering import render_page
from wirlod.web.pages.structured import Describer


def catalogue_page(opened: OpenEdition, choice: Choice) -> bytes:
    """Render the catalogue."""
    nodes = opened.catalogue.nodes
    iri = f"{opened.base_uri}catalogue"
    return render_page(
        "catalogue.html",
        choice.language,
        catalogue=nodes[iri],
        datasets=[nodes[dataset] for dataset in nodes[iri]["datasets"]],
        nodes=nodes,
        base_uri=opened.base_uri,
        rehearsed=(opened.edition.folder / "quality.json").exists(),
        markup=Describer(opened.catalogue, opened.base_uri, choice.language).describe_catalogue(),
        choice=choice,
        canonical=iri,
        edition=opened.edition,
    )


def quality_page(opened: OpenEdition, choice: Choice, verdict: dict[str, Any]) -> bytes:
    """Render the verdict on an edition."""
    return render_page(
        "quality.html",
        choice.language,
        rehearsed=verdict,
        nodes=opened.catalogue.nodes,
        base_uri=opened.base_uri,
        choice=choice,
        canonical=f"{opened.base_uri}quality",
        edition=opened.edition,
    )
