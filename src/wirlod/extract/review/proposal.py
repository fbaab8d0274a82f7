"""
From the facts of a text to a file that a person reviews: proposed records with their sentences.

What is proposed is never published. Things that ``data/`` does not know yet (a recipient, a
person) are proposed first, for the records after them refer to them.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from wirlod.extract.facts import Evidence, GrantFact, PersonFact, ReleaseFacts
from wirlod.extract.names.gazetteer import Gazetteer
from wirlod.extract.review.proposed_rows import (
    HANDOVER_PROPERTIES,
    figure_rows,
    grant_row,
    handover_row,
    is_another_s,
    milestone_row,
    period_cells,
    sum_cells,
)
from wirlod.extract.review.release_file import (
    Item,
    ProposedEvidence,
    Quoter,
    ReleaseFile,
    read_keys,
)
from wirlod.extract.review.terminal import say_doubt
from wirlod.extract.text.document import Document
from wirlod.values.keys import make_key
from wirlod.values.periods import Period
from wirlod.values.quotes import LONGEST_QUOTE

NAMED_ALIKE = ("recipient", "purpose", "programme", "priority")
"""What is called the same in the facts, in the context and in the table."""

RELEASE_PROPERTIES = {
    "title": "title", "date": "issued", "place": "placeOfIssue", "publisher": "publisher",
}  # fmt: skip
"""Column and kind of evidence → property in the context."""

Place = tuple[str, str, str]
"""The part of a thing that evidence supports, its property in the context, its column."""

IDENTIFYING = {"claims": ("grant", "source"), "roles": ("person", "key")}
"""The columns that tell rows of a table apart, where it is not «key» alone."""

LONGEST_KEY = 60
"""Characters of a key: whole words of the title, as many as fit."""


class Proposer:
    """Makes the items of one text, in the order in which they are to be reviewed."""

    def __init__(
        self, facts: ReleaseFacts, quoter: Quoter, gazetteer: Gazetteer, file: ReleaseFile
    ) -> None:
        self._facts = facts
        self._quote = quoter.quote
        self._gazetteer = gazetteer
        self._file = file
        self._release = f"release/{file.key}"
        self._grants = (*facts.grants, *facts.possible)

    def run(self) -> None:
        """Make all items."""
        self._propose_release()
        named = [(g, g.recipient.label) for g in self._grants if g.recipient.label]
        keys = {label: grant.recipient.key for grant, label in named}
        organisations = {label: key or self._organisation(label) for label, key in keys.items()}
        people = {p.name: self._person(p) for p in self._facts.people if p.role}
        grants = [(self._grant(grant, organisations[label]), grant) for grant, label in named]
        self._handovers(grants, people)
        self._figures()
        self._milestones(organisations)
        self._quotations(people)

    def _add(self, item: Item) -> None:
        """Add *item*, unless it is there; everything needs the release."""
        if any(other.target == item.target for other in self._file.proposed):
            return
        columns = IDENTIFYING.get(item.record, ("key",))
        keys = read_keys(self._file.table_of(item), columns)
        needed = tuple(n for n in (self._release, *item.needs) if n != item.target)
        row = {name: value for name, value in item.row.items() if value}
        exists = tuple(item.row.get(column, "") for column in columns) in keys
        found = msgspec.structs.replace(item, row=row, needs=needed, exists=exists)
        self._file.proposed.append(found)

    def _quoted(
        self, evidence: Iterable[Evidence], supported: dict[str, list[Place]]
    ) -> tuple[ProposedEvidence, ...]:
        """Quote what says each property first, for the places that it is *supported* in."""
        first = {said.property: said for said in reversed(tuple(evidence))}
        return tuple(
            self._quote(*place, said)
            for said in reversed(first.values())
            for place in supported.get(said.property, ())
        )

    def _propose_release(self) -> None:
        release = self._facts.release
        publisher = self._gazetteer.organisation_of_name.get((release.publisher or "").lower())
        place = self._gazetteer.place_keys.get(release.place or "", "")
        row = {
            "title": release.title or self._facts.file, "type": "press-release", "language": "de",
            "date": release.date or "", "place": place,
            "publisher": f"organisation/{publisher.key}" if publisher else "",
        }  # fmt: skip
        places = {c: [(self._release, name, c)] for c, name in RELEASE_PROPERTIES.items() if row[c]}
        stated = (said for said in release.evidence if said.basis == "stated")
        said = tuple(say_doubt(d) for d in self._facts.doubts if d.property in RELEASE_PROPERTIES)
        doubts = (*said, *self._unused_sums())
        evidence = self._quoted(stated, places)
        self._add(Item("release", self._release, row, evidence, (), doubts))

    def _unused_sums(self) -> tuple[str, ...]:
        """Name the sums of the text that no record is proposed for, nor one that says the same."""
        said = [g.evidence for g in self._grants] + [f.evidence for f in self._facts.figures]
        used = {e.start for evidence in said for e in evidence if e.property == "amount"}
        left = [s for s in self._facts.sums if not any(e.start in used for e in s.evidence)]
        told = {(g.amount.figure, g.recipient.label) for g in self._grants if g.amount}
        unused = [
            f"«{s.evidence[0].quote}» ({s.readings[0].role})"
            for s in left if s.readings and (s.amount.figure, s.readings[0].recipient) not in told
        ]  # fmt: skip
        return (f"sums that were not used: {', '.join(unused)}",) if unused else ()

    def _doubts_of(self, grant: GrantFact) -> tuple[str, ...]:
        """Give the doubts about the sum of *grant*, and that it is in doubt at all."""
        places = {e.start for e in grant.evidence}
        return tuple(
            say_doubt(doubt)
            for doubt in self._facts.doubts
            if doubt.property in ("grant", "amount", "recipient", "period")
            and any(e.start in places for e in doubt.evidence)
        )

    def _organisation(self, label: str) -> str:
        key = make_key(label)
        public = any(word in label.lower() for word in ("kreis", "stadt", "gemeinde"))
        kind = "local-authority" if public and "verein" not in label.lower() else "association"
        row = {"key": key, "type": kind, "label": label, "sources": self._file.key}
        self._add(Item("organisations", f"organisation/{key}", row))
        return key

    def _person(self, person: PersonFact) -> str:
        known = self._gazetteer.person_named(person.name)
        key = known.key if known else make_key(person.name)
        target = f"person/{key}"
        if known is None and " " in person.name:
            given, _, family = person.name.partition(" ")
            row = {
                "key": key, "name": person.name, "given_name": given, "family_name": family,
                "sources": self._file.key,
            }  # fmt: skip
            evidence = self._quoted(person.evidence, {"name": [(target, "personName", "name")]})
            self._add(Item("people", target, row, evidence))
        self._role(person, key)
        return key if known or " " in person.name else ""

    def _role(self, person: PersonFact, key: str) -> None:
        label = (person.organisation or "").lower()
        organisation = self._gazetteer.organisation_of_name.get(label)
        if organisation is None or " " not in person.name:
            return
        date = self._facts.release.date or ""
        role = make_key(person.role or "", date)
        if (key, role) in read_keys(self._file.data / "roles.csv", IDENTIFYING["roles"]):
            return
        row = {
            "person": key, "key": role, "role": person.role or "",
            "organisation": organisation.key, "attested": date, "sources": self._file.key,
        }  # fmt: skip
        target = f"person/{key}#role-{role}"
        evidence = self._quoted(person.evidence, {"role": [(target, "roleName", "role")]})
        self._add(Item("roles", target, row, evidence, (f"person/{key}",)))

    def _grant(self, grant: GrantFact, recipient: str) -> str:
        period = grant.period
        year = (period.start if period and period.start else self._facts.release.date or "")[:4]
        key = make_key(recipient, year)
        grants = [item for item in self._file.proposed if item.record == "grants"]
        taken = sum(item.row["recipient"] == recipient for item in grants)
        key = f"{key}-{taken + 1}" if taken else key
        target = f"grant/{key}"
        programmes = {p.label: p.key for p in self._gazetteer.programmes}
        programme = programmes.get(grant.programme or "", "")
        claims = read_keys(self._file.data / "claims.csv", IDENTIFYING["claims"])
        others = sorted(source for of, source in claims if of == key and source != self._file.key)
        row = grant_row(grant, recipient, programme, key, " ".join([self._file.key, *others]))
        evidence = self._quoted(grant.evidence, _grant_places(grant, target, programme))
        needs = (f"organisation/{recipient}",)
        self._add(Item("grants", target, row, evidence, needs, self._doubts_of(grant)))
        if grant.amount is not None:
            claim = {
                "grant": key,
                "key": self._file.key,
                "source": self._file.key,
                **sum_cells(grant.amount),
                **period_cells(grant.period),
                "preferred": "" if others else "yes",
            }
            self._add(Item("claims", f"{target}#claim-{self._file.key}", claim, (), (target,)))
        return key

    def _handovers(self, grants: list[tuple[str, GrantFact]], people: dict[str, str]) -> None:
        for key, grant in grants:
            handover, known = grant.handover, self._gazetteer.place_keys
            row = handover_row(handover, key, known, people) if handover else {}
            if not row or is_another_s(row, grant, [o for _, o in grants if o is not grant]):
                continue
            target = f"handover/uebergabe-{key}"
            places = {
                said: [(target, name, column)]
                for said, (name, column) in HANDOVER_PROPERTIES.items()
                if row[column]
            }
            evidence = self._quoted(grant.evidence, places)
            persons = f"{row['given_by']} {row['received_by']}".split()
            needs = (f"grant/{key}", *(f"person/{person}" for person in persons))
            row["sources"] = self._file.key
            self._add(Item("handovers", target, row, evidence, needs))

    def _figures(self) -> None:
        for figure in self._facts.figures:
            for row in figure_rows(figure, self._file.key):
                target = f"figure/{row['key']}"
                if "number" in row:
                    places = {"number": [(target, "number", "number")]}
                else:
                    places = {"amount": [_bound(target, row)]}
                self._add(Item("figures", target, row, self._quoted(figure.evidence, places)))

    def _milestones(self, organisations: dict[str, str]) -> None:
        for milestone in self._facts.milestones:
            label = milestone.subject or ""
            known = self._gazetteer.organisation_of_name.get(label.lower())
            subject = organisations.get(label) or (known.key if known else "")
            if not subject:
                continue
            row = milestone_row(milestone, subject, self._file.key)
            target = f"milestone/{row['key']}"
            evidence = self._quoted(milestone.evidence, {"date": [(target, "startDate", "date")]})
            self._add(Item("milestones", target, row, evidence, (f"organisation/{subject}",)))

    def _quotations(self, people: dict[str, str]) -> None:
        for number, quotation in enumerate(self._facts.quotations, start=1):
            speaker = people.get(quotation.speaker or "", "")
            for part, said in enumerate(e for e in quotation.evidence if e.property == "text"):
                if not speaker or len(said.quote) > LONGEST_QUOTE:
                    continue
                suffix = f"-{part + 1}" if part else ""
                row = {
                    "key": f"{speaker}-{number}{suffix}", "speaker": speaker, "text": said.quote,
                    "start": str(said.start), "end": str(said.end),
                }  # fmt: skip
                target = f"quotation/{self._file.key}-{row['key']}"
                self._add(Item("quotations", target, row, (), (f"person/{speaker}",)))


def propose_release(
    facts: ReleaseFacts, document: Document, gazetteer: Gazetteer, data: Path, key: str = ""
) -> ReleaseFile:
    """Make the file to review for *facts*, named *key* or after date and title."""
    head = facts.release
    key = key or make_key(head.date or "", head.title or facts.file, longest=LONGEST_KEY)
    others = [d for d in facts.doubts if d.property in ("text", "quotation", "speaker")]
    trace = [{"doubt": say_doubt(doubt)} for doubt in others]
    file = ReleaseFile(data / "releases" / f"{key}.md", {"trace": trace})
    Proposer(facts, Quoter(document.text), gazetteer, file).run()
    return file


def _grant_places(grant: GrantFact, target: str, programme: str) -> dict[str, list[Place]]:
    """Say where what is told of *grant* stands; a *programme* without a key stands nowhere."""
    period = grant.period or Period()
    ends = (("periodStart", "start", period.start), ("periodEnd", "end", period.end))
    alike = [name for name in NAMED_ALIKE if programme or name != "programme"]
    return {
        **{name: [(target, name, name)] for name in alike},
        "amount": [_bound(target, sum_cells(grant.amount))],
        "period": [(f"{target}#period", name, end) for name, end, value in ends if value],
    }


def _bound(target: str, row: dict[str, str]) -> Place:
    """Give the place that the sum of *row* stands in."""
    column = next((c for c in ("amount", "minimum", "maximum") if row.get(c)), "amount")
    return f"{target}#amount", "value" if column == "amount" else column, column
