"""
Names of bodies: when two spellings are the same name, and when they only look alike.

The same are names that differ in white space, case, umlauts, hyphens, quotation marks, the
spelling of a legal form, or in how an authority is addressed («Der Magistrat der Stadt X» is the
Stadt X). Everything else is for people to decide: a letter more may be another body.
"""

import re
from functools import lru_cache

import msgspec

from wirlod.folding import fold
from wirlod.sheets.lines import clean
from wirlod.values.keys import make_key

LEGAL_FORMS = (
    ("gGmbH & Co. KG", r"gGmbH ?(?:&|und|u\.) ?Co\.? ?KG"),
    ("GmbH & Co. KGaA", r"GmbH ?(?:&|und|u\.|\+) ?Co\.? ?KGaA"),
    ("GmbH & Co. KG", r"(?:GmbH|mbH|UG|AG|SE) ?(?:\([^)]*\) ?)?(?:&|und|u\.|\+) ?"
     r"Co\.?,? ?(?:KG|OHG)"),
    ("GmbH & Co.", r"GmbH ?(?:&|und|u\.|\+) ?Co\.?"),
    ("gGmbH", r"g ?GmbH|gem(?:einn(?:ützige)?)?\.? ?GmbH|"
     r"gemeinnützige (?:Gesellschaft mit beschränkter Haftung|mbH)|gemeinn\. ?mbH"),
    ("gUG", r"gUG(?: ?\(haftungsbeschränkt\))?"),
    ("UG", r"UG ?\(?haftungsbeschränkt\)?|UG|Unternehmergesellschaft(?: \(haftungsbeschränkt\))?"),
    ("GmbH", r"(?:G\.?)?m\.?b\.?H\.?|Gesellschaft (?:mit beschränkter Haftung|mbH)"),
    ("KGaA", r"KGaA|Kommanditgesellschaft auf Aktien"),
    ("gAG", r"gAG|gemeinnützige Aktiengesellschaft"),
    ("AG", r"AG|Aktiengesellschaft"),
    ("SE", r"SE"),
    ("OHG", r"o?OHG|oHG|offene Handelsgesellschaft"),
    ("KG", r"KG|Kommanditgesellschaft"),
    ("GbR", r"G\.?b\.?R\.?(?: ?mbH)?|GdbR|BGB-Gesellschaft|Gesellschaft bürgerlichen Rechts"),
    ("PartG", r"Part[GS](?:G)?(?: ?mbB)?|PartnerschaftsG(?:esellschaft)?(?: mbB)?"),
    ("eG", r"e\. ?G\.|eG(?:mbH)?|eingetragene Genossenschaft"),
    ("e.V.", r"[eE]\.? ?V\.?|eingetragener Verein|eingetr\. ?Verein"),
    ("r.V.", r"r\. ?V\."),
    ("e.K.", r"e\. ?K(?:fm|fr|ffr)?\.?|eK|eingetragene[rn]? Kauf(?:mann|frau)"),
    ("VVaG", r"VVaG|V\.V\.a\.G\."),
    ("KdöR", r"K\.? ?d\.? ?ö\.? ?R\.?|Körperschaft (?:des öffentlichen Rechts|d\. ?ö\. ?R\.)"),
    ("AöR", r"A\.? ?(?:d\.? ?)?ö\.? ?R\.?|Anstalt des öffentlichen Rechts"),
    ("SdöR", r"St?i?f?t?\.? ?d\.? ?ö\.? ?R\.?|Stiftung des öffentlichen Rechts"),
    ("Ltd.", r"Ltd\.?|Limited"),
    ("B.V.", r"B\.?V\.?"),
    ("Inc.", r"Inc\.?"),
)  # fmt: skip
"""Legal forms and their spellings, the longer ones first."""

_FORMS = [(form, re.compile(rf"(?<=[\s,(-])(?:{pattern})(?!\w)")) for form, pattern in LEGAL_FORMS]
_BRACKETED = re.compile(r"\(\s*(?P<inside>[^()]*?)\s*\)\s*$")
_LEADING = re.compile(
    r"^(?:an (?:den|die|das) |der |die |das )?"
    r"(?:magistrat|kreisausschuss|gemeindevorstand|stadtverwaltung|gemeindeverwaltung|"
    r"kreisverwaltung|oberbuergermeister(?:in)?|buergermeister(?:in)?|landrat|landraetin|"
    r"verwaltung|verbandsgemeindeverwaltung|landratsamt)"
    r"(?: (?:der|des|von|vom))?\b ?"
)
_TRAILING = re.compile(
    r"[ ,–-]+(?:(?:der|die|vertreten durch (?:den|die)) )?"
    r"(?:magistrat|kreisausschuss|gemeindevorstand|oberbuergermeister(?:in)?|"
    r"buergermeister(?:in)?|landrat|landraetin|stadtverwaltung|gemeindeverwaltung|kreisverwaltung)$"
)
_TITLED_CITY = re.compile(
    r"^(?:(?:universitaets|hanse|landeshaupt|klingen|wissenschafts|kreis|barbarossa|brueder grimm|"
    r"sonderstatus|reuter|luther|dom|residenz|berg|fest|kur|messe)[- ]?)stadt(?= )|"
    r"^(?:freie und hansestadt|kreisfreie stadt|documenta[- ]stadt)(?= )"
)
_GENITIVE = re.compile(r"(?<=kreis)(?:es|s)\b")
_ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


CORPORATIONS = ("stadt ", "gemeinde ", "landkreis ", "kreis ", "markt ")
"""What the names of municipalities and districts begin with."""


class BodyName(msgspec.Struct, frozen=True):
    """A name taken apart."""

    shown: str
    """The name as it is published: clean, in the office's spelling."""
    core: str
    """What is compared: folded, without legal form and address of an authority."""
    form: str
    """The legal form in one spelling, blank where none is told."""
    plain: str
    """What a key is made of: small letters, without legal form and address of an authority."""

    @property
    def identity(self) -> str:
        """Equal for equal names."""
        return f"{self.core}|{self.form}"


@lru_cache(maxsize=50_000)
def take_apart(name: str, form: str = "") -> BodyName:
    """
    Take a name apart; *form* is a legal form told beside it.

    >>> take_apart("GWA St. Pauli e.V. (e.V.)").identity, take_apart("GWA St.Pauli e. V.").identity
    ('gwa st pauli|e.V.', 'gwa st pauli|e.V.')
    >>> take_apart("Der Magistrat der Stadt Kassel").core, take_apart("Stadt Kassel").core
    ('stadt kassel', 'stadt kassel')
    >>> take_apart("Kolping gGmbH").form, take_apart("Kolping GmbH").form
    ('gGmbH', 'GmbH')
    """
    shown = _drop_repeated_form(clean(name).strip(" ,;"))
    told = [found for found, pattern in _FORMS if pattern.search(shown)]
    beside = next((found for found, pattern in _FORMS if form and pattern.search(f" {form}")), "")
    bare = shown
    for _, pattern in _FORMS:
        bare = pattern.sub(" ", bare)
    plain = _authority(bare.lower().translate(_ASCII)) or shown.lower()
    core = fold(plain.replace("&", " und ").replace("+", " und "))
    return BodyName(shown, core or fold(shown), told[0] if told else beside, plain)


def _drop_repeated_form(name: str) -> str:
    """Leave out a legal form in brackets at the end, where the name tells it already."""
    match = _BRACKETED.search(name)
    if not match:
        return name
    inside = {form for form, pattern in _FORMS if pattern.search(f" {match['inside']}")}
    before = name[: match.start()].strip()
    told = {form for form, pattern in _FORMS if pattern.search(before)}
    return before if inside and inside & told else name


def _authority(name: str) -> str:
    """Give the corporation that an authority acts for; *name* is in small letters."""
    plain = " ".join(name.split()).strip(" ,-–")
    plain = _TRAILING.sub("", plain)
    led = _LEADING.sub("", plain)
    if led and led != plain:
        plain = led
        if " kreis" not in f" {plain}" and not plain.endswith("kreis") and "landratsamt" in name:
            plain = f"landkreis {plain}"
    return _GENITIVE.sub("", _TITLED_CITY.sub("stadt", plain))


def tell_type(name: BodyName) -> str:
    """
    Tell what kind of body a name is of, as the code list of types calls it.

    >>> tell_type(take_apart("Stadt Kassel")), tell_type(take_apart("Verein Abendrot e.V."))
    ('local-authority', 'association')
    """
    if name.form in ("e.V.", "r.V."):
        return "association"
    if name.form and name.form not in ("KdöR", "AöR", "SdöR"):
        return "company"
    is_corporation = name.core.startswith(CORPORATIONS) or name.core.endswith("kreis")
    return "local-authority" if is_corporation and not name.form else "other-body"


def make_body_key(name: BodyName, place: str) -> str:
    """
    Propose the key of a new body: its name, legal form and place.

    >>> make_body_key(take_apart("Arbeit und Bildung e. V."), "Marburg")
    'arbeit-und-bildung-ev-marburg'
    """
    public = name.form in ("KdöR", "AöR", "SdöR")
    words = make_key(name.plain, "" if public else name.form.replace(".", ""), longest=70)
    return make_key(words, "" if f"-{make_key(place)}-" in f"-{words}-" else place, longest=90)
