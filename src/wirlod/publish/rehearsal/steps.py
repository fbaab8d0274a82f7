"""The step of publishing that lets the harvesters in before anybody else."""

from pyoxigraph import RdfFormat, parse

from wirlod.edition import Edition
from wirlod.errors import Problem, PublishingError
from wirlod.publish.catalogue.writing import write_nodes
from wirlod.publish.draft import Draft
from wirlod.publish.rehearsal.addresses import check_addresses, find_addresses
from wirlod.publish.rehearsal.comparison import compare
from wirlod.publish.rehearsal.fair import assess
from wirlod.publish.rehearsal.harvest import Harvest, gather, harvest
from wirlod.publish.rehearsal.mqa import score
from wirlod.publish.rehearsal.named import check_edition, check_named
from wirlod.publish.rehearsal.site import Site
from wirlod.publish.rehearsal.verdict import NAME, Rehearsed, describe_verdict, write_verdict
from wirlod.publish.standing import count_standing


def rehearse(draft: Draft, site: Site) -> Rehearsed:
    """
    Play the harvesters against *site*, which serves *draft*, and write the verdict.

    :raises PublishingError: when an address does not answer as stated, or a portal gives up.
    """
    settings = draft.settings
    rehearsed = _rehearse(draft, site)
    if rehearsed.faults:
        raise PublishingError("\n".join(rehearsed.faults))
    write_verdict(rehearsed, draft.folder)
    nodes = describe_verdict(rehearsed, settings.base_uri)
    write_nodes(nodes, settings.ontology, draft.folder / NAME, settings.base_uri)
    for line in tell(rehearsed):
        draft.report(line)
    return rehearsed


def _rehearse(draft: Draft, site: Site) -> Rehearsed:
    base_uri = draft.settings.base_uri
    url = f"{base_uri}catalogue"
    first, second = harvest(site, url), harvest(site, url)
    facts = first.facts
    named = [*check_named(site, base_uri), *check_edition(site, base_uri, draft.name)]
    return Rehearsed(
        edition=draft.name,
        things=sum(draft.shapes.values()),
        shapes=len(draft.shapes),
        portal=compare(_known(draft.previous), first),
        again=compare(first, second),
        addresses=len(find_addresses(first, base_uri)),
        faults=(*check_addresses(site, first, base_uri), *named),
        warnings=tuple(_tell_place(warning, draft) for warning in draft.warnings),
        standing=tuple(count_standing(draft.open_store(), base_uri)),
        scores=tuple(score(facts, dataset, site) for dataset in first.datasets),
        fair={d: tuple(assess(site, facts, d, base_uri)) for d in first.datasets},
    )


def _tell_place(warning: Problem, draft: Draft) -> str:
    """Write a warning with places below the folder of records, whatever that is called here."""
    return str(warning).replace(f"{draft.settings.data}/", "data/")


def _known(previous: Edition | None) -> Harvest | None:
    """Give what portals know: the catalogue of the edition before."""
    path = previous.folder / "catalogue.ttl" if previous else None
    if path is None or not path.exists():
        return None
    return gather(quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE))


def tell(rehearsed: Rehearsed) -> list[str]:
    """Say the verdict in a few lines."""
    lines = [str(rehearsed.portal), f"{rehearsed.addresses} addresses answer as stated"]
    points = [found.points for found in rehearsed.scores]
    lines.append(f"MQA {min(points)} of {rehearsed.most_points} points for every dataset")
    lines += [f"  {s.dataset} lost {', '.join(s.lost)}" for s in rehearsed.scores if s.lost]
    verdicts = [verdict for found in rehearsed.fair.values() for verdict in found]
    passed = sum(verdict.passed for verdict in verdicts)
    lines.append(f"FAIR {passed} of {len(verdicts)} metrics hold")
    lines.append(f"{len(rehearsed.warnings)} warnings about records that contradict each other")
    lines += sorted({f"  {v.metric} ({v.what}): {v.why}" for v in verdicts if not v.passed})
    return lines
