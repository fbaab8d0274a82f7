"""Who is who in one text: every mention put together, surnames led back to full names."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from msgspec.structs import replace

from wirlod.extract.facts import PersonFact
from wirlod.extract.names.body_names import to_nominative
from wirlod.extract.names.gazetteer import Gazetteer, KnownPerson, Role
from wirlod.extract.names.offices import ROLE_WORD, WORD, level_of
from wirlod.extract.names.people import (
    ONLY_PERSONS_BEAR,
    PersonMention,
    find_people,
    nominative_role,
)
from wirlod.extract.text.layout import Block
from wirlod.extract.text.reading import Reading, Span

BY_OFFICE = re.compile(
    rf"\b(?i:de[rmns]|die|vom|zum|zur|beim|ihre[mnr]?|seine[mnr]?)\s(?P<office>{ROLE_WORD})"
    r"(?=[.:;!?“”]|,\s(?![A-ZÄÖÜ])|\s(?!(?:de[rs]|für|vo[nm]|i[mn]|aus)\b)[a-zäöü(])"
)
SURNAME = re.compile(
    r"(?<![\w-])(?<!\b(?:[Dd](?:e[rmns]|ie|as)|aus)\s)(?<!\b[Ii][nm]\s)(?<!emeinde\s)(?<!erein\s)"
    rf"(?<!(?:tadt|reis|irma|haus|nach)\s)(?:{WORD})(?![\w-]|\s(?:GmbH|AG|KG|UG|OHG|eG|e\.\s?V)\b)"
)
"""A word that may be a surname alone: no town's name, and no firm's."""
PHOTOGRAPHER = re.compile(r"(?:Fotos?|Bild(?:er)?|Text|Grafik|Quelle|©|Autor(?:in)?)\s?[:/(]\s?$")
REPRESENTED = re.compile(r"\b[Ii]n Vertretung (?:für|von|der|des) (?:[\w-]+ ){0,2}$")


class PersonIndex:
    """The people of one text; looks them up by place, surname and office."""

    def __init__(self, reading: Reading, blocks: list[Block], gazetteer: Gazetteer) -> None:
        self._reading = reading
        self._gazetteer = gazetteer
        self.placed = [
            m.moved(block.paragraph.start)
            for block in blocks
            if block.kind not in ("noise", "contact")
            for m in find_people(block.paragraph.text)
            if not PHOTOGRAPHER.search(block.paragraph.text, max(0, m.start - 20), m.start)
            or m.role
            or ONLY_PERSONS_BEAR.match(block.paragraph.text, m.end)
        ]

    @cached_property
    def _full(self) -> dict[str, str]:
        """The first full name of each surname."""
        names = (mention.name for mention in reversed(self.placed))
        return {name.rpartition(" ")[2]: name for name in names if " " in name}

    @cached_property
    def names_by_level(self) -> dict[int, set[str]]:
        """Who of this text holds an office of which level."""
        names: dict[int, set[str]] = {}
        for mention in self.placed:
            names.setdefault(level_of(mention.role), set()).add(mention.name)
        return names

    @cached_property
    def meant(self) -> list[PersonMention]:
        """The places where one person of this text is meant by office or surname alone."""
        named = {at for one in self.placed for at in range(one.start, one.end)}
        found = {one.start: one for one in (*self._by_surname(), *self._by_office())}
        return [one for start, one in found.items() if start not in named]

    def _by_office(self) -> Iterator[PersonMention]:
        """«Der Landrat», in a text with one."""
        bearers: dict[str, set[str]] = {}
        for match in BY_OFFICE.finditer(self._reading.text):
            office = nominative_role(match["office"])
            if office not in bearers:
                fitting = {self.full_name(p) for p in self.placed if _same_office(office, p.role)}
                bearers[office] = fitting
            if len(bearers[office]) == 1:
                yield PersonMention(*match.span("office"), min(bearers[office]), office)

    def _by_surname(self) -> Iterator[PersonMention]:
        """«Überreicht hat ihn Roth», in a text with one."""
        bearers = defaultdict[str, dict[str, str | None]](dict)
        for one in self.placed:
            full = self.full_name(one)
            bearers[full.rpartition(" ")[2]].setdefault(full, one.role)
        for match in SURNAME.finditer(self._reading.text):
            if len(named := bearers.get(match.group(), {})) == 1:
                yield PersonMention(*match.span(), *next(iter(named.items())))

    def name_spans(self) -> list[tuple[int, int]]:
        """Give where the names themselves stand, without office and body."""
        spans = []
        for mention in self.placed:
            at = self._reading.text.find(mention.name, mention.start, mention.end)
            if at >= 0:
                spans.append((at, at + len(mention.name)))
        return spans

    def full_name(self, mention: PersonMention) -> str:
        """Give the full name that *mention* stands for, as far as text or ``data/`` tell."""
        if " " in mention.name or mention.name in self._full:
            return self._full.get(mention.name, mention.name)
        known = self._gazetteer.people_named(mention.name)
        fitting = [p for p in known if any(_same_office(r.role, mention.role) for r in p.roles)]
        return fitting[0].name if len(fitting) == 1 else mention.name

    def between(self, start: int, end: int) -> list[PersonMention]:
        """Give the mentions that lie in a stretch of the text."""
        return [p for p in self.placed if start <= p.start and p.end <= end]

    def named(self, words: str) -> str | None:
        """Find the first surname of a person of this text in *words*."""
        found = [
            (match.start(), full)
            for last, full in self._full.items()
            if (match := re.search(rf"(?<![\w-]){re.escape(last)}(?![\w-])", words))
        ]
        return min(found)[1] if found else None

    def in_office(self, word: str, before: int) -> str | None:
        """Find who was last mentioned before a place with an office that ends like *word*."""
        earlier = [p for p in self.placed if p.start < before and not self._is_absent(p)]
        for mention in reversed(earlier):
            office = re.split(r"\s(?:für|der|des|von)\s", mention.role or "")[0]
            if office.lower().endswith(word.lower()[-8:]):
                return self.full_name(mention)
        return None

    def only_one(self) -> str | None:
        """Name the person of a text that names nobody else."""
        names = set(map(self.full_name, self.placed))
        return next(iter(names)) if len(names) == 1 else None

    def last_before(self, at: int, since: int) -> str | None:
        """Name who was mentioned last between two places."""
        found = [p for p in self.placed if since <= p.start < at and not self._is_absent(p)]
        return self.full_name(found[-1]) if found else None

    def _is_absent(self, mention: PersonMention) -> bool:
        """Who is represented by somebody does not speak."""
        return bool(REPRESENTED.search(self._reading.text, 0, mention.start))

    def facts(self, date: str | None) -> list[PersonFact]:
        """Give each person once, with the first role and organisation that the text states."""
        facts: dict[str, PersonFact] = {}
        for mention in self.placed:
            name = self.full_name(mention)
            facts[name] = self._add(facts.get(name, PersonFact(name)), mention)
        return [self._complete(fact, date) for fact in facts.values()]

    def _add(self, fact: PersonFact, mention: PersonMention) -> PersonFact:
        evidence, text = list(fact.evidence), self._reading.text
        if not evidence:
            at = max(mention.start, text.find(mention.name, mention.start, mention.end))
            basis = "stated" if fact.name == mention.name else "derived"
            span = Span(at, at + len(mention.name))
            evidence.append(self._reading.evidence("name", span, basis))
        if fact.role is None and mention.role:
            fact = replace(fact, role=mention.role)
            evidence.append(self._reading.evidence("role", Span(*mention.role_span)))
        if fact.organisation is None and mention.organisation:
            fact = replace(fact, organisation=to_nominative(mention.organisation))
            span = Span(*mention.organisation_span)
            evidence.append(self._reading.evidence("organisation", span))
        return replace(fact, evidence=tuple(evidence))

    def _complete(self, fact: PersonFact, date: str | None) -> PersonFact:
        """Add the organisation ``data/`` knows for the same office, as derived."""
        known = self._gazetteer.person_named(fact.name)
        if fact.organisation or known is None or fact.role is None:
            return fact
        role = role_at(known, fact.role, date)
        organisation = self._gazetteer.organisation_of_key.get(role.organisation) if role else None
        if organisation is None:
            return fact
        then = organisation.name_on(date) or organisation.label
        source = next((e for e in fact.evidence if e.property == "role"), fact.evidence[0])
        derived = replace(source, property="organisation", basis="derived")
        return replace(fact, organisation=then, evidence=(*fact.evidence, derived))


def role_at(person: KnownPerson, role: str, date: str | None) -> Role | None:
    """Choose the role of *person* that is of the same office, attested nearest to *date*."""
    same = [r for r in person.roles if _same_office(r.role, role)]
    year = int(date[:4]) if date else 9999
    return min(same, key=lambda r: (abs(int(r.attested[:4] or 9999) - year), r.key), default=None)


def _same_office(one: str, other: str | None) -> bool:
    """Integrationsstaatssekretärin and Staatssekretärin are one office, seen from a text."""
    if other is None:
        return False
    tails = [
        re.sub(r"in$|r$", "", re.split(r"[ ,]", role)[0].lower())[-9:] for role in (one, other)
    ]
    return tails[0].endswith(tails[1][-7:])
