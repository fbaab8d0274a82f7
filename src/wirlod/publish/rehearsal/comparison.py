"""What a portal would add, change and delete when it harvests the next edition."""

import msgspec

from wirlod.publish.rehearsal.harvest import Harvest


class Comparison(msgspec.Struct, frozen=True):
    """The difference between two harvests, as IRIs of datasets."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]

    def __str__(self) -> str:
        """``at the portal: 0 added, 1 changed, 0 deleted``."""
        counts = (
            f"{len(self.added)} added, {len(self.changed)} changed, {len(self.deleted)} deleted"
        )
        return f"at the portal: {counts}"


def compare(before: Harvest | None, after: Harvest) -> Comparison:
    """Compare two harvests; *before* is None where there was none."""
    old = before.datasets if before else {}
    new = after.datasets
    return Comparison(
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(i for i in new.keys() & old.keys() if new[i] != old[i])),
        deleted=tuple(sorted(old.keys() - new.keys())),
    )
