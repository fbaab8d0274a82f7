"""
What is decided by whole columns: how numbers and dates are written, and which state it is about.
"""

from collections import Counter

from wirlod.folding import fold
from wirlod.intake.profiles import ORDERS, Profile
from wirlod.saying import say
from wirlod.sheets.days import DateOrder, read_day
from wirlod.sheets.forms import SIGNS, FormError, NumberForm, read_number
from wirlod.values.places import read_places


def choose_form(sums: list[Profile], doubts: list[str]) -> NumberForm:
    """Choose the form that fits the most sums; a doubt where another would read them otherwise."""
    fits: Counter[NumberForm] = Counter()
    for profile in sums:
        fits.update(profile.numbers)
    if not sums:
        return "1.234,56"
    best = max(SIGNS, key=lambda form: fits[form])
    equal = [form for form in SIGNS if fits[form] == fits[best] and _reads_other(sums, best, form)]
    if equal:
        equal.insert(0, best)
        doubts.append(
            say(
                "numbers: {forms} fit every sum; {best} is taken",
                forms=say(" and ").join(equal),
                best=best,
            )
        )
    return best


def _reads_other(sums: list[Profile], best: NumberForm, other: NumberForm) -> bool:
    """Tell whether another form that fits as well would read other sums."""
    for text in (text for profile in sums for text in profile.texts):
        try:
            if read_number(text, best) != read_number(text, other):
                return True
        except FormError:
            continue
    return False


def choose_order(days: list[Profile], doubts: list[str]) -> DateOrder:
    """Choose the order that fits the most dates; a doubt where another fits as many."""
    fits: Counter[DateOrder] = Counter()
    for profile in days:
        fits.update(profile.dates)
    if not days:
        return "day.month.year"
    best = max(ORDERS, key=lambda order: fits[order])
    texts = [text for profile in days for text in profile.texts]
    equal = [
        o for o in ORDERS if fits[o] == fits[best] and any(_is_other(t, best, o) for t in texts)
    ]
    if equal:
        orders = say(" and ").join([best, *equal])
        doubts.append(
            say("dates: {orders} fit every date; {best} is taken", orders=orders, best=best)
        )
    return best


def _is_other(text: str, best: DateOrder, other: DateOrder) -> bool:
    """Tell whether another order that fits as well would read another day."""
    try:
        return read_day(text, best) != read_day(text, other)
    except FormError:
        return False


def find_state(used: dict[int, Profile], meanings: dict[int, str], doubts: list[str]) -> str:
    """Find the state in which most of the places lie."""
    states: Counter[str] = Counter()
    names = 0
    for profile in used.values():
        if meanings[profile.position] not in ("place", "recipient"):
            continue
        for text in profile.texts:
            place = text if meanings[profile.position] == "place" else text.rpartition(", ")[2]
            if found := read_places().find(place):
                names += 1
                states.update({candidate.state_ags for candidate in found})
    if names < 5 or states.most_common(1)[0][1] < 0.5 * names:
        return ""
    state = states.most_common(1)[0][0]
    name = read_places().by_ags[state].name
    doubts.append(say("state: most places lie in {name}; others are kept as text", name=name))
    return state


def name_state(text: str, doubts: list[str]) -> str:
    """Find the state that the name of the file or the title of the table says."""
    words = f" {fold(text.replace('_', ' '))} "
    for ags, place in read_places().by_ags.items():
        if len(ags) == 2 and f" {fold(place.name)} " in words:
            doubts.append(
                say("state: {name} is told by the name of the file or the title", name=place.name)
            )
            return ags
    return ""
