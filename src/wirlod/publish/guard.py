"""
The guard before a loss: what an edition may not drop by mistake.

Portals delete whatever the catalogue no longer lists, and with it what others linked to. A
filter left on, a table half saved, a renamed column of keys would do that in one run.
"""

from collections import Counter
from collections.abc import Iterator

from wirlod.errors import LossRefused
from wirlod.kinds.datasets import DATASETS
from wirlod.publish.catalogue.history import read_past
from wirlod.publish.changes import find_vanished
from wirlod.publish.draft import Draft

MOST = 10
"""One in so many things of a kind may vanish unasked."""


def check_losses(draft: Draft) -> None:
    """
    Compare what is stated with what the current edition has.

    :raises LossRefused: when it drops a dataset, more than a tenth of the things of a kind,
        or changes every address, and ``allow_loss`` does not name it.
    """
    losses = {name: what for name, what in _losses(draft) if name not in draft.allow_loss}
    if losses:
        allowing = " ".join(f"--allow-loss {name}" for name in losses)
        raise LossRefused(
            "; ".join(losses.values())
            + f". Portals would delete these too. If that is meant: {allowing}"
        )


def _losses(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield what goes, by the name that allows it."""
    if draft.previous is None:
        return
    old, new = draft.previous.manifest.base_uri, draft.settings.base_uri
    if old != new:
        yield "base-uri", f"every address changes from {old} to {new}"
    kept = {dataset.key for dataset in DATASETS}
    for key in sorted(read_past(draft.previous).keys() - kept):
        yield f"dataset/{key}", f"the dataset {key} is dropped"
    vanished = find_vanished(draft.previous, draft.index, draft.created)
    gone = Counter(tombstone.target.partition("/")[0] for tombstone in vanished)
    for kind, count in sorted(gone.items()):
        had = draft.previous.manifest.records.get(kind, count)
        if count * MOST > had:
            yield kind, f"{count} of {had} things of the kind {kind} vanish"
