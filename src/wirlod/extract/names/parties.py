"""
Organisations in a text: districts, towns, associations, funders, known or not.

Three ways to a name: the gazetteer of ``data/``; the grammar of German bodies («Landkreis X»,
«X-Kreis», «Stadt X», «Verein X», «X e.V.»); and the bare name of a place that the same text
calls a town elsewhere. Labels are given in the nominative.
"""

import re
from typing import NamedTuple

from wirlod.extract.facts import Party
from wirlod.extract.names.gazetteer import Gazetteer, Organisation
from wirlod.extract.names.noun_phrases import LEGAL_FORM, chunk_before, chunk_from, to_nominative
from wirlod.extract.names.places_named import NAME, PLACE

NO_DISTRICT = (
    r"(?!(?:Land|Stadt|Arbeits|Freundes|Teilnehmer|Personen|Um|Strom|Wahl|Gesprächs|Kollegen|Alt|"
    r"Adressaten|Helfer|Bekannten|Familien|Empfänger|Nutzer|Interessenten|Experten|Kirchen|Lebens|"
    r"Förder|Wirkungs|Unterstützer|Zuhörer|Gäste|Schüler|Mitglieder|Initiativ|Kultur|Stuhl|Blut|"
    r"Zuschauer|Leser|Antrags|Verkehrs|Erd|Sing|Literatur|Heimat|Senioren|Frauen|Regel|Haupt|"
    r"Nachbar|Ehe|Flächenland|Heil|Steuerungs|Kompetenz|Partner)kreis)"
)
DISTRICT = re.compile(
    rf"(?<![\w-])(?:(?:Land)?[Kk]reis(?:es)?\ {PLACE}|{NAME}-Kreis(?:es)?\b"
    rf"|{NO_DISTRICT}[A-ZÄÖÜ][a-zäöüß]{{3,}}kreis(?:es)?\b(?!-)"
    rf"|(?:Region|Städteregion|Regionalverband)\ {PLACE})"
)
NO_TOWN = (
    r"(?!(?:Innen|Alt|Partner|Groß|Haupt|Vor|Nord|Süd|West|Ost|Heimat|Nachbar|Neu|Klein|Welt|"
    r"Kirchen|Moschee|Pfarr|Glaubens|Bundeshaupt|Schwester|Solidar|Kommunal)"
    r"(?:stadt|gemeinde)|Stadtteil)"
)
TOWN = re.compile(
    rf"(?<![\w-])(?:{NO_TOWN}(?:[A-ZÄÖÜ][\wäöüß-]*)?(?:[Ss]tadt|[Gg]emeinde)|Markt|Flecken)\ "
    rf"(?P<place>{PLACE})"
)
TOWNS = re.compile(
    rf"\b(?P<kind>Städten?|Gemeinden|Landkreisen?|(?:Freiwilligen? )?Feuerwehren)"
    rf"\ (?P<places>{PLACE}(?:,\ {PLACE})*"
    rf"\ (?:und|sowie)\ (?P<last>{PLACE}))"
)
BESIDE_RIVER = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+ (?:an der|am) $")
"""«Rotenburg an der Fulda»: the river, not the town of its name."""

HEADS = (
    "verein|verband|stiftung|initiative|feuerwehr|kirchengemeinde|moscheegemeinde|pfarrgemeinde|"
    "hochschule|universität|schule|gymnasium|kindertagesstätte|kita|klinikum|krankenhaus|museum|"
    "theater|bibliothek|bücherei|jugendzentrum|mehrgenerationenhaus|familienzentrum|bildungswerk|"
    "arbeiterwohlfahrt|kompetenzzentrum|netzwerk|genossenschaft|stadtwerke|tafel|beirat|frauenhaus|"
    "jugendring|sportbund|handwerkerschaft|landfrauen|handwerkskammer|institut|wohlfahrtsverband|"
    "flüchtlingshilfe|werkstatt|bündnis|gesellschaft|akademie|kolleg|diakonie|caritas|malteser|"
    "johanniter|lebenshilfe|kinderschutzbund|bürgerstiftung|chor|orchester|kreisverband|archiv|"
    "landestheater|staatstheater|kunsthalle|kirchenkreis|dekanat|bistum|landfrauenverein|zweckverband|förderkreis|"
    "freundeskreis|gilde|club|vereinigung|turngemeinde|sportgemeinde|sportgemeinschaft|interessengemeinschaft"
)
HEAD = re.compile(
    rf"(?<![\w-])(?!Kitas\b)(?:[A-ZÄÖÜ]\w+-\ und\ )?(?:(?:Freiwilligen?|Evangelischen?|"
    rf"Katholischen?|"
    rf"Technischen?|Deutschen?|"
    rf"Jüdischen?|"
    rf"Diakonischen?|Interkulturellen?|Hessischen?|Islamischen?|Alevitischen?)\ )?"
    rf"(?:Rotes?n?\ Kreuz(?:es)?|Diakonisches?n?\ Werke?s?|[\wÄÖÜäöüß-]*(?i:{HEADS})(?:e?s)"
    rf"?)(?![\w])"
)
CLUB = re.compile(
    r"(?<![\w-])(?:TSV|TV|SV|FC|VfL|VfB|TuS|SG|SC|TSG|FSV|SpVgg|KSV|RSV|MTV|DJK|FV|TG|SKG|JSG|DRK|"
    r"AWO|DLRG|NABU|VdK|ASB|CVJM|BSV|TTC|RV|LAGFA|SSV|BC|HSG)(?=[\ -][A-ZÄÖÜ\d])"
)
DUTY = r"(?:[a-zäöü]+e[nr]?\ )?[A-ZÄÖÜ][\w-]*"
MINISTRY = (
    rf"(?:[A-ZÄÖÜ]\w+isch(?:e|es|en|em)\ )?\w*[Mm]inisteriums?"
    rf"(?:\ (?:für|des|der)\ {DUTY}(?:,\ (?:für\ )?{DUTY})*(?:\ und\ (?:für\ )?{DUTY})?)?"
)
FUNDER = re.compile(
    r"(?<![\w-])(?:Land(?:es)?\ (?:Hessen|Niedersachsen|Bayern|Thüringen|Sachsen(?:-Anhalt)"
    r"?|Berlin|"
    r"Brandenburg|Nordrhein-Westfalen|NRW|Rheinland-Pfalz|Baden-Württemberg|Schleswig-Holstein|"
    r"Mecklenburg-Vorpommern|Bremen|Saarland)|Freistaat(?:es|s)?\ \w+|(?:das|dem|vom|des|"
    r"Das|Vom|Dem)\ "
    r"(?:Land(?:es)?|Bund(?:es)?)\b(?!-)|[Bb]und\ und\ [Ll]and|Hessens?|Niedersachsens?|"
    r"Bayerns?|Thüringens?|"
    r"Landesregierung|Bundesregierung|(?:BMI|BAMF|BMFSFJ|BMBF)\b|"
    r"Europäischen?\ Union|"
    r"EU\b|Regierungspräsidiums?(?:\ \w+)?|Bundesamt(?:es)"
    r"?(?:\ für\ [A-ZÄÖÜ]\w+(?:\ und\ [A-ZÄÖÜ]\w+)?)?|"
    rf"{MINISTRY}|(?:[A-ZÄÖÜ]\w+isch(?:e|en|er)\ )?Staatskanzlei|"
    r"Bezirksregierung|WIBank|NBank|Landesamt|Bund)(?![\w-])"
)

PROGRAMME_NAME = re.compile(
    r"(?i:programm(?:s|es)?|förderlinie|richtlinie|initiative|motto|titel|projekt(?:s|es)?)"
    r"\s[„»\"][^“”«\"\n]{3,90}[“”«\"]"
)
"""Words between quotation marks that name a programme or project, and no organisation."""


OF_TOWN = re.compile(
    r"(?<![\w-])(?!(?:Dieser|Jeder|Jener|Unser|Immer|Aber|Oder|Weiter|Kinder|Mitglieder|Minister|Träger|"
    r"(?:Weiter|Ander|Alt|Neu|Jung|Groß|Klein|Erst|Zweit|Dritt|Eigen|Ehemalig|Örtlich|Gemeinnützig)"
    r"er)\b)"
    r"[A-ZÄÖÜ][a-zäöüß]{2,}(?<!meist)(?<!leit)(?<!führ)(?<!vertret)er (?=$)"
)
"""«Frankfurter Turnverein 1860»: the town's adjective belongs to the name."""

DISTRICT_BEFORE = re.compile(r"\b(?:Land)?[Kk]reis(?:es)?\s$")
"""«Kassel» in «Kreis Kassel» is not the city."""


class PartyMention(NamedTuple):
    """An organisation where it stands; *sort* is authority, organisation, place or funder."""

    start: int
    end: int
    party: Party
    sort: str


class PartyFinder:
    """Finds organisations in sentences of one text."""

    def __init__(self, gazetteer: Gazetteer, text: str) -> None:
        self._gazetteer = gazetteer
        self._towns = {
            match["place"]: match.group().removesuffix(match["place"]).strip()
            for match in TOWN.finditer(text)
        }
        names = sorted(self._towns, key=lambda name: (-len(name), name))
        self._bare = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")

    def find(self, text: str) -> list[PartyMention]:
        """Find the organisations of *text* in order, none inside another."""
        found: list[PartyMention] = []
        named = [match.span() for match in PROGRAMME_NAME.finditer(text)]
        for mention in self._candidates(text):
            if any(start <= mention.start and mention.end <= end for start, end in named):
                continue
            if not any(m.start < mention.end and mention.start < m.end for m in found):
                found.append(mention)
        return sorted(found)

    def _candidates(self, text: str) -> list[PartyMention]:
        """Give every candidate, those of the surest way first."""
        return [
            *(self._keyed(mention) for mention in _legal_forms(text)),
            *(self._keyed(mention) for mention in _headed(text)),
            *self._known(text),
            *(self._keyed(mention) for mention in _plural_towns(text)),
            *(self._grammar(m, "authority") for m in DISTRICT.finditer(text)),
            *(self._grammar(m, "authority") for m in TOWN.finditer(text)),
            *(_mention(m.start(), m.end(), m.group(), "funder") for m in FUNDER.finditer(text)),
            *self._bare_places(text),
        ]

    def _keyed(self, mention: PartyMention) -> PartyMention:
        organisation = self.organisation_named(mention.party.label or "")
        if organisation is None:
            return mention
        label = mention.party.label if mention.sort != "town" else organisation.label
        return mention._replace(party=Party(label, organisation.key))

    def _known(self, text: str) -> list[PartyMention]:
        pattern = self._gazetteer.name_pattern
        found = []
        for match in pattern.finditer(text) if pattern else ():
            mention = self._known_mention(match)
            if mention is not None:
                found.append(mention)
        return found

    def _known_mention(self, match: re.Match[str]) -> PartyMention | None:
        if BESIDE_RIVER.search(match.string, 0, match.start()) and " " not in match.group():
            return None
        if re.match(r"\ (?:am|an\ der|v\.)\ [A-ZÄÖÜ]", match.string[match.end() :]):
            return None
        organisation = self.organisation_named(match.group())
        if organisation is None or DISTRICT_BEFORE.search(match.string[: match.start()]):
            return None
        place = self._gazetteer.local_authority_of_place.get(match.group().lower())
        bare = place is not None and organisation.label.lower() != match.group().lower()
        sort = "place" if bare else _sort_of(organisation)
        label = organisation.label if bare else to_nominative(match.group())
        return PartyMention(*match.span(), Party(label, organisation.key), sort)

    def organisation_named(self, name: str) -> Organisation | None:
        """Look up *name* in any case, or the local authority of a place of that name."""
        plain = to_nominative(name)
        for form in (name, plain, *_other_forms(plain)):
            found = self._gazetteer.organisation_of_name.get(form.lower())
            found = found or self._gazetteer.local_authority_of_place.get(form.lower())
            if found is not None:
                return found
        return None

    def party_of_place(self, place: str) -> Party:
        """Give the local authority of a bare place name, or the name itself."""
        known = self.organisation_named(place)
        return Party(known.label, known.key) if known else Party(place)

    def _grammar(self, match: re.Match[str], sort: str) -> PartyMention:
        organisation = self.organisation_named(match.group())
        if organisation is None and "place" in match.re.groupindex:
            organisation = self._gazetteer.local_authority_of_place.get(match["place"].lower())
        label = to_nominative(match.group())
        key = organisation.key if organisation else None
        return PartyMention(*match.span(), Party(label, key), sort)

    def _bare_places(self, text: str) -> list[PartyMention]:
        if not self._towns:
            return []
        return [
            PartyMention(
                *match.span(), Party(f"{self._towns[match.group()]} {match.group()}"), "place"
            )
            for match in self._bare.finditer(text)
        ]


def _other_forms(name: str) -> list[str]:
    """«Kreis X» and «Landkreis X» are one body, and so are «Universitätsstadt X» and «Stadt X»."""
    kind, _, place = name.partition(" ")
    if not place:
        return []
    if kind in ("Kreis", "Landkreis"):
        return [f"Landkreis {place}", f"Kreis {place}"]
    return [f"Stadt {place}"] if kind.endswith("stadt") else []


def _sort_of(organisation: Organisation) -> str:
    if organisation.type in ("ministry", "state-government", "authority", "parliament"):
        return "funder"
    return "authority" if organisation.type == "local-authority" else "organisation"


def _mention(start: int, end: int, label: str, sort: str) -> PartyMention:
    return PartyMention(start, end, Party(to_nominative(label)), sort)


def _legal_forms(text: str) -> list[PartyMention]:
    found = []
    for match in LEGAL_FORM.finditer(text):
        start = chunk_before(text, match.start())
        if start is not None:
            found.append(_mention(start, match.end(), text[start : match.end()], "organisation"))
    return found


def _headed(text: str) -> list[PartyMention]:
    found = []
    for pattern in (HEAD, CLUB):
        for match in pattern.finditer(text):
            end = chunk_from(text, match.end())
            of_town = OF_TOWN.search(text, 0, match.start())
            named = end > match.end() or re.search(r"-[A-ZÄÖÜ]|^Hessisch", match.group())
            if (named or of_town) and match.group()[0].isupper():
                start = of_town.start() if of_town else match.start()
                found.append(_mention(start, end, text[start:end], "organisation"))
    return found


def _plural_towns(text: str) -> list[PartyMention]:
    singular = {
        "St": "Stadt", "Ge": "Gemeinde", "La": "Landkreis", "Fr": "Freiwillige Feuerwehr",
        "Fe": "Feuerwehr",
    }  # fmt: skip
    found = []
    for match in TOWNS.finditer(text):
        for place in re.finditer(PLACE, match["places"]):
            label = f"{singular[match['kind'][:2]]} {place.group()}"
            start = match.start("places") + place.start()
            found.append(PartyMention(start, start + len(place.group()), Party(label), "authority"))
    return found
