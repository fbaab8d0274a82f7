"""
What a search answers beside its results: a sum, who got most, whom a town has.

Every answer is read from what pages and lists show too, and leads there.
"""

import re
from decimal import Decimal

import msgspec

from wirlod.folding import compact, fold
from wirlod.query.listing import Listing
from wirlod.query.questions import load_questions
from wirlod.query.search import Found, differ_by_one, search_any
from wirlod.query.wish import FILLERS, Wish
from wirlod.questions import Question
from wirlod.web.answers.list_filters import read_filter
from wirlod.web.pages.charts import NAMES, read_chart
from wirlod.web.pages.kinds import name_of_many
from wirlod.web.pages.naming import Value, page_path
from wirlod.web.pages.reading import message
from wirlod.web.pages.territory import add_up_forms
from wirlod.web.pages.visit import Visit

MOST = 50
"""How many results a page shows."""

SINGLE_WORDS = 5
"""So many words, the longest, are looked for alone where nothing has them all."""

NEAR = 60
"""So well fits a place that is named, not one whose name only contains a word."""

WITH_RECIPIENTS = 20
"""How many organisations of a town, and how many of their grants, are added."""


LARGEST_FIRST = "-sum"

FITTING_QUESTIONS = 3
"""How many saved questions are offered beside results."""

TITLE_WEIGHT = 2
"""How much more a word in the title or the keywords of a question says than one below it."""

SAME_BEGINNING = 5
"""Letters that two forms of a word have in common: «übergab», «übergeben»."""

AT_LEAST = message("Grants of %(sum)s and more")
AT_MOST = message("Grants of up to %(sum)s")
BOUNDS = {"at-least": "from", "at-most": "to"}
"""What is said of a sum → the end of the filter that asks for it."""

DOCUMENTED = message("Documented for the administration of %(place)s, over all years: %(sum)s.")
NOT_DOCUMENTED = message(
    "For the administration of %(place)s no sum that counts is documented. "
    "That does not mean there was none."
)


class Answer(msgspec.Struct, frozen=True):
    """A sentence, and where it is shown in full."""

    text: str
    more: Value


class Results(msgspec.Struct, frozen=True):
    """What was found, and for which words where not for all that were typed."""

    found: list[Found]
    instead: str = ""
    others: tuple[str, ...] = ()
    """Which other words find something, each on its own."""


def find_all(visit: Visit, query: str, wish: Wish) -> Results:
    """
    Find what fits: the words as typed, or what the question is about, and its sum.

    Of what would be listed with the same words, such as the evidence for several statements in one
    sentence, the first is listed.
    """

    def look_for(*texts: str) -> list[Found]:
        index = visit.opened.edition.search_path
        return _fitting(search_any(index, texts, visit.reader.language, MOST), wish)

    asked = [query, wish.words, *([wish.name] if wish.wants == "sum" else []), wish.stems]
    if wish.amount is not None:
        asked = [f"{wish.words} {wish.amount:.0f}", f"{wish.amount:.0f}"]
    either = wish.either if 1 < len(wish.either) <= SINGLE_WORDS else ()
    items = _bounded(visit, wish) or look_for(*either)
    items = items or max(map(look_for, dict.fromkeys(filter(None, asked))), key=_best, default=[])
    instead, others = "", ()
    if not items:
        typed = [text for text in re.findall(r"\w{4,}", query) if fold(text) in wish.words.split()]
        longest = sorted(typed, key=len, reverse=True)[:SINGLE_WORDS]
        single = {text: look_for(fold(text)) for text in longest}
        instead = max(single, key=lambda text: _best(single[text]), default="")
        items = single.get(instead, [])
        others = tuple(text for text in typed if text != instead and single.get(text))
    told: dict[tuple[str, str, str], Found] = {}
    for item in (*items, *_recipients(visit, wish, items)):
        explained = _explain(visit, item)
        told.setdefault((explained.kind, explained.title, explained.line), explained)
    found = list(told.values())
    return Results(found, instead if items and fold(instead) != wish.words else "", others)


def _best(found: list[Found]) -> float:
    return max((item.score for item in found), default=0)


def _bounded(visit: Visit, wish: Wish) -> list[Found]:
    """List the largest grants that are above or below the sum that is named."""
    if wish.amount is None or wish.name or wish.precision not in BOUNDS:
        return []
    opened = visit.opened
    bound = read_filter(f"amount.{BOUNDS[wish.precision]}", f"{wish.amount:.0f}", opened)
    if bound is None:
        return []
    listing = Listing(kind="grant", filters=(bound,), size=MOST, sort=LARGEST_FIRST)
    grants = opened.directory.list_things(listing).things
    visit.naming.learn(grants)
    paths = [iri.partition("/id/")[2] for iri in grants]
    names = [visit.naming.thing(iri).text for iri in grants]
    return [Found(path, "grant", name, "", 0) for path, name in zip(paths, names, strict=True)]


def _fitting(found: list[Found], wish: Wish) -> list[Found]:
    """Leave out other sums that only contain the digits of the one that is meant."""
    if wish.amount is None or wish.precision != "exact":
        return found
    digits = f"{wish.amount:.0f}"
    return [item for item in found if digits in _numbers(item)]


def _numbers(item: Found) -> set[str]:
    """Read the digits of each number in what was found."""
    written = re.findall(r"\d[\d.,  ]*", f"{item.title}\n{item.line}")
    return {re.sub(r"\D", "", number) for number in written}


def _explain(visit: Visit, item: Found) -> Found:
    """Say why something was found in words: a sum is written as one."""
    if not item.line.isdecimal() or len(item.line) < 4:
        return item
    sum_words = visit.reader.money(Decimal(item.line))
    line = visit.reader.gettext("Sum: %(sum)s") % {"sum": sum_words}
    return msgspec.structs.replace(item, line=line)


def _places(found: list[Found], wish: Wish) -> list[Found]:
    """Choose the places that the words name, but for a slip, the best first."""
    places = [item for item in found if item.kind == "territory"] if wish.name else []
    return [
        place
        for place in places
        if place.score >= NEAR or differ_by_one(compact(wish.name), compact(place.title))
    ]


def _recipients(visit: Visit, wish: Wish, found: list[Found]) -> list[Found]:
    """List who sits in the place that was found, and the grants they got."""
    known, added = {item.path for item in found}, list[Found]()
    for place in _places(found, wish)[:1]:
        bodies = visit.pointing("schema:location", visit.iri(f"territory:{_key(place)}"))
        grants = visit.pointing("wir:recipient", *bodies)
        why = visit.reader.gettext("with its seat in %(place)s") % {"place": place.title}
        whose = visit.reader.gettext("to a recipient with its seat in %(place)s") % {
            "place": place.title
        }
        for iri, line in (
            *((iri, why) for iri in bodies[:WITH_RECIPIENTS]),
            *((iri, whose) for iri in grants[:WITH_RECIPIENTS]),
        ):
            path = iri.partition("/id/")[2]
            if path not in known and "#" not in path:
                name = visit.naming.thing(iri).text
                added.append(Found(path, path.partition("/")[0], name, line, 0))
    return added


def _key(item: Found) -> str:
    return item.path.partition("/")[2]


def answer_wish(visit: Visit, wish: Wish, found: list[Found]) -> Answer | None:
    """Answer what a number or a sentence can; None where the results are the answer."""
    if wish.wants == "largest":
        return _answer_largest(visit)
    places = _places(found, wish)
    if wish.wants == "sum" and wish.means_some_place:
        return _answer_any_place(visit)
    if wish.wants == "sum" and places:
        return _answer_sum(visit, places[0])
    if wish.amount is not None and wish.precision in BOUNDS:
        return _answer_bound(visit, wish)
    if wish.rules and not places:
        return _answer_rules(visit)
    return _answer_number(visit, wish) if wish.how_many else None


def _answer_sum(visit: Visit, place: Found) -> Answer:
    reader = visit.reader
    total = add_up_forms(visit, visit.iri(f"territory:{_key(place)}"))
    said = total.words.get(reader.language)
    text = reader.gettext(DOCUMENTED if said else NOT_DOCUMENTED)
    return Answer(
        text % {"place": place.title, "sum": said}, _link(visit, f"id/{place.path}", place.title)
    )


def _answer_any_place(visit: Visit) -> Answer:
    reader = visit.reader
    lead = reader.gettext("Which district or city do you mean? One table has them all:")
    return Answer(lead, _link(visit, "compare", reader.gettext("Compare districts and cities")))


def _answer_rules(visit: Visit) -> Answer | None:
    reader = visit.reader
    if not visit.opened.directory.list_things(Listing(kind="priority", size=1)).total:
        return None
    lead = reader.gettext("What there is money for, and by which rules, is told here:")
    return Answer(lead, _link(visit, "doc/priority", name_of_many("priority", reader)))


def _answer_number(visit: Visit, wish: Wish) -> Answer | None:
    """Tell a number that is asked for by the chart whose name has a word of the question."""
    for name in NAMES:
        chart = read_chart(visit, name)
        if chart and chart.subject and _have_in_common(wish.words, chart.headings[1]):
            more = visit.reader.gettext("The chart with its sources")
            return Answer(f"{chart.title}.", _link(visit, f"charts/{name}", more))
    return None


def fit_questions(visit: Visit, query: str, wish: Wish, found: list[Found]) -> list[Value]:
    """Offer the saved questions that a question in words comes near to, the nearest first."""
    if found and not wish.asks:
        return []
    words = " ".join(word for word in fold(query).split() if word not in FILLERS)
    questions = load_questions(visit.opened.edition)
    fits = [(_fit(words, question, visit.reader.language), question) for question in questions]
    near = sorted((f for f in fits if f[0] >= TITLE_WEIGHT), key=lambda f: (-f[0], f[1].name))
    return [
        _link(visit, f"questions/{question.name}", question.title[visit.reader.language])
        for _, question in near[:FITTING_QUESTIONS]
    ]


def _fit(words: str, question: Question, language: str) -> int:
    heading = " ".join((question.title[language], *question.keywords.get(language, ())))
    below = question.description[language]
    return TITLE_WEIGHT * _have_in_common(words, heading) + _have_in_common(words, below)


def _have_in_common(words: str, text: str) -> int:
    """Count the *words* that *text* has, in whatever form: «Zentren» in «Vielfaltszentren»."""
    others = [word for word in fold(text).split() if word not in FILLERS]
    return sum(any(_is_form(word, other) for other in others) for word in words.split())


def _is_form(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < SAME_BEGINNING:
        return shorter == longer
    return shorter in longer or shorter[:SAME_BEGINNING] == longer[:SAME_BEGINNING]


def _answer_largest(visit: Visit) -> Answer | None:
    chart = read_chart(visit, "map")
    if chart is None:
        return None
    named = visit.reader.gettext("The largest grants first")
    return Answer(f"{chart.title}.", _link(visit, "doc/grant?sort=-sum", named))


def _answer_bound(visit: Visit, wish: Wish) -> Answer:
    reader, amount = visit.reader, wish.amount or Decimal(0)
    text = AT_LEAST if wish.precision == "at-least" else AT_MOST
    named = reader.gettext(text) % {"sum": reader.money(amount)}
    bound = f"amount.{BOUNDS[wish.precision]}={amount:.0f}"
    lead = reader.gettext("A list of all of them can be had:")
    return Answer(lead, _link(visit, f"doc/grant?{bound}&sort={LARGEST_FIRST}", named))


def _link(visit: Visit, path: str, text: str) -> Value:
    return Value(text, "", visit.naming.root + page_path(path, visit.naming.sticky))
