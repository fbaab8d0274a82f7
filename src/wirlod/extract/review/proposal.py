"""
From the facts of a text to a file that a person reviews: proposed records with their sentences.

What is proposed is never published. Things that ``data/`` does not know yet (a recipient, a
person) are proposed first, for the records after them refer to them.
"""

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

    def _said(
        self, evidence: tuple[Evidence, ...], target: str, name: str, column: str
    ) -> tuple[ProposedEvidence, ...]:
        """Quote what says the *column* of *target*, which the context calls *name*."""
        return tuple(self._quote(target, name, column, e) for e in evidence if e.property == column)

    def _propose_release(self) -> None:
        release = self._facts.release
        publisher = self._gazetteer.organisation_of_name.get((release.publisher or "").lower())
        place = self._gazetteer.place_keys.get(release.place or "", "")
        row = {
            "title": release.title or self._facts.file, "type": "press-release", "language": "de",
            "date": release.date or "", "place": place,
            "publisher": f"organisation/{publisher.key}" if publisher else "",
        }  # fmt: skip
        names = {
            "title": "title", "date": "issued", "place": "placeOfIssue", "publisher": "publisher"
        }  # fmt: skip
        evidence = [
            self._quote(self._release, names[e.property], e.property, e)
            for e in release.evidence
            if e.basis == "stated" and row[e.property]
        ]
        said = tuple(say_doubt(d) for d in self._facts.doubts if d.property in names)
        doubts = (*said, *self._unused_sums())
        self._add(Item("release", self._release, row, tuple(evidence), (), doubts))

    def _unused_sums(self) -> tuple[str, ...]:
        """Name the sums of the text that no record is proposed for."""
        said = [g.evidence for g in self._grants] + [f.evidence for f in self._facts.figures]
        used = {e.start for evidence in said for e in evidence if e.property == "amount"}
        left = [s for s in self._facts.sums if not any(e.start in used for e in s.evidence)]
        unused = [f"«{s.evidence[0].quote}» ({s.readings[0].role})" for s in left if s.readings]
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
            evidence = self._said(person.evidence, target, "personName", "name")
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
        evidence = self._said(person.evidence, target, "roleName", "role")
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
        evidence = tuple(self._grant_evidence(grant, target))
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

    def _grant_evidence(self, grant: GrantFact, target: str) -> list[ProposedEvidence]:
        """Say which property of which part each piece of evidence supports."""
        bound, column = _bound(sum_cells(grant.amount))
        period = grant.period or Period()
        ends = (("periodStart", "start", period.start), ("periodEnd", "end", period.end))
        supported: dict[str, list[tuple[str, str, str]]] = {
            **{name: [(target, name, name)] for name in NAMED_ALIKE},
            "amount": [(f"{target}#amount", bound, column)],
            "period": [(f"{target}#period", name, end) for name, end, value in ends if value],
        }
        known = any(p.label == grant.programme for p in self._gazetteer.programmes)
        return [
            self._quote(supports, name, column, e)
            for e in _first_of_each(grant.evidence)
            for supports, name, column in supported.get(e.property, ())
            if e.property != "programme" or known
        ]

    def _handovers(self, grants: list[tuple[str, GrantFact]], people: dict[str, str]) -> None:
        for key, grant in grants:
            handover, places = grant.handover, self._gazetteer.place_keys
            row = handover_row(handover, key, places, people) if handover else {}
            if not row or is_another_s(row, grant, [o for _, o in grants if o is not grant]):
                continue
            target = f"handover/uebergabe-{key}"
            evidence = tuple(
                self._quote(target, *HANDOVER_PROPERTIES[e.property], e)
                for e in _first_of_each(grant.evidence)
                if e.property in HANDOVER_PROPERTIES and row[HANDOVER_PROPERTIES[e.property][1]]
            )
            persons = f"{row['given_by']} {row['received_by']}".split()
            needs = (f"grant/{key}", *(f"person/{person}" for person in persons))
            row["sources"] = self._file.key
            self._add(Item("handovers", target, row, evidence, needs))

    def _figures(self) -> None:
        for figure in self._facts.figures:
            said = {e.property: e for e in figure.evidence}
            for row in figure_rows(figure, self._file.key):
                target = f"figure/{row['key']}"
                if "number" in row:
                    evidence = [self._quote(target, "number", "number", said["number"])]
                else:
                    evidence = [self._quote(f"{target}#amount", *_bound(row), said["amount"])]
                self._add(Item("figures", target, row, tuple(evidence)))

    def _milestones(self, organisations: dict[str, str]) -> None:
        for milestone in self._facts.milestones:
            label = milestone.subject or ""
            known = self._gazetteer.organisation_of_name.get(label.lower())
            subject = organisations.get(label) or (known.key if known else "")
            if not subject:
                continue
            row = milestone_row(milestone, subject, self._file.key)
            target = f"milestone/{row['key']}"
            evidence = self._said(milestone.evidence, target, "startDate", "date")
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


def _bound(row: dict[str, str]) -> tuple[str, str]:
    """Give the property and the column that the sum of *row* stands in."""
    column = next((c for c in ("amount", "minimum", "maximum") if row.get(c)), "amount")
    return "value" if column == "amount" else column, column


def _first_of_each(evidence: tuple[Evidence, ...]) -> list[Evidence]:
    first: dict[str, Evidence] = {}
    for said in evidence:
        first.setdefault(said.property, said)
    return list(first.values())
