"""``wirlod diff``: what an edition would change, or what one changed after another."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec
from jinja2 import Environment, FileSystemLoader

from wirlod.edition import read_edition
from wirlod.editions import current_edition
from wirlod.errors import EditionNotFound, PublishingError
from wirlod.history import Action
from wirlod.publish import publisher
from wirlod.publish.differences import Difference, Side, find_differences
from wirlod.publish.draft import Draft
from wirlod.saying import message, say, spoken_language
from wirlod.settings import Settings, read_settings

MARKS = {Action.ADDED: "+", Action.CHANGED: "~", Action.WITHDRAWN: "-"}
ACTIONS = {
    Action.ADDED: message("added"),
    Action.CHANGED: message("changed"),
    Action.WITHDRAWN: message("withdrawn"),
}
SHOWN = 20
"""Differences that a publication shows before it asks."""

LARGE = 10
"""One in so many things changed is a large change, which somebody should confirm."""


@click.command()
@click.argument("before", default="")
@click.argument("after", default="")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
)
def diff(before: str, after: str, form: str) -> None:
    """
    Show what differs between the editions BEFORE and AFTER, thing by thing.

    Without names: what the records would change if they were published now. With one name:
    what the current edition changed since that one.
    """
    settings = read_settings()
    now = datetime.now(UTC).replace(microsecond=0)
    if before:
        older = _open(settings, before)
        newer = _open(settings, after or current_edition(settings.editions).name)
        found = list(find_differences(older, newer))
    else:
        older = newer = Side.from_edition(current_edition(settings.editions))
        found = publisher.compare(settings, now, lambda line: None)
    write = {"text": _write_text, "json": _write_json, "html": _write_html}[form]
    write(found, Naming(older, newer))


def confirm(draft: Draft, yes: bool, ask: Callable[[str], bool] | None = None) -> None:
    """
    Show what *draft* changes, and ask before a large change or a loss.

    :param yes: the answer, given before.
    :raises PublishingError: when the answer is no, or nobody is there to give one.
    """
    if draft.previous is None or not draft.changes.total:
        return
    previous = Side.from_edition(draft.previous)
    found = publisher.find_draft_differences(previous, draft)
    naming = Naming(previous, previous)
    for number, difference in enumerate(found):
        if number == SHOWN:
            draft.report(
                say(
                    "… and {count} more: 'wirlod diff' shows all", count=draft.changes.total - SHOWN
                )
            )
            break
        for line in naming.tell(difference):
            draft.report(line)
    if (question := _question(draft)) and not yes:
        _ask(question, ask)


def _question(draft: Draft) -> str:
    counts = draft.changes.counts
    if counts[Action.WITHDRAWN]:
        return say(
            "{count} things are withdrawn, {names} among them",
            count=counts[Action.WITHDRAWN],
            names=", ".join(draft.changes.withdrawn),
        )
    changed = counts[Action.CHANGED]
    if changed * LARGE > len(draft.digests):
        return say(
            "{changed} of {things} things change", changed=changed, things=len(draft.digests)
        )
    return ""


def _ask(question: str, ask: Callable[[str], bool] | None) -> None:
    if ask is None and not sys.stdin.isatty():
        raise PublishingError(
            say("{question}; nothing was published. If that is meant: --yes", question=question)
        )
    if not (ask or _ask_terminal)(say("{question}. Publish?", question=question)):
        raise PublishingError(say("nothing was published"))


def _ask_terminal(question: str) -> bool:
    return click.confirm(question, err=True)


def _open(settings: Settings, name: str) -> Side:
    try:
        return Side.from_edition(read_edition(settings.editions / name))
    except EditionNotFound:
        raise EditionNotFound(
            say(
                "no edition {name} in {editions}: 'wirlod editions' lists what there is; "
                "what older ones changed is told at /changes",
                name=name,
                editions=settings.editions,
            )
        ) from None


class Naming:
    """Labels of things, properties and values, from either side of a comparison."""

    def __init__(self, *sides: Side) -> None:
        self._sides = sides

    def tell(self, difference: Difference) -> Iterator[str]:
        """Yield the lines that tell one difference."""
        place = f"  ({difference.origin})" if difference.origin else ""
        title = choose(difference.title)
        yield f"{MARKS[difference.action]} {difference.target}  {title}{place}"
        for statement in difference.statements:
            part = f"{statement.part}: " if statement.part else ""
            before, after = self.values(statement.before), self.values(statement.after)
            language = f" ({statement.language})" if statement.language else ""
            yield f"    {part}{self.name(statement.property)}{language}: {before} → {after}"

    def values(self, values: Sequence[str]) -> str:
        """Write the values of a statement in words."""
        return ", ".join(self.name(value) for value in values) or "–"

    def name(self, value: str) -> str:
        """Give the label of an IRI, else its last part; any other text as it is."""
        if "://" not in value or " " in value:
            return value
        for side in self._sides:
            if title := side.title_of(value):
                return choose(title)
        return value.replace("#", "/").rpartition("/")[2] or value


def choose(title: dict[str, str]) -> str:
    """Choose the label in the language of the run, else any."""
    return title.get(spoken_language()) or next(iter(title.values()), "")


def _write_text(found: Iterable[Difference], naming: Naming) -> None:
    found = list(found)
    for difference in found:
        for line in naming.tell(difference):
            click.echo(line)
    click.echo(_sum_up(found))


def _sum_up(found: Sequence[Difference]) -> str:
    if not found:
        return say("Nothing differs")
    counts = {action: sum(d.action is action for d in found) for action in Action}
    return ", ".join(f"{count} {say(ACTIONS[action])}" for action, count in counts.items() if count)


def _write_json(found: Iterable[Difference], naming: Naming) -> None:
    encoder = msgspec.json.Encoder(enc_hook=str)
    click.echo(msgspec.json.format(encoder.encode(list(found))))


def _write_html(found: Iterable[Difference], naming: Naming) -> None:
    folder = FileSystemLoader(Path(__file__).parent)
    template = Environment(loader=folder, autoescape=True).get_template("diff.html")
    day = time.strftime("%Y-%m-%d")
    found = list(found)
    click.echo(
        template.render(found=found, naming=naming, choose=choose, day=day, total=_sum_up(found))
    )
