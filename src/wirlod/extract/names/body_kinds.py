"""
What the words of a name tell about the body: commune, club, church, house, funder, office, place.

No list of recipients: the kinds are features of a model, and a thing of no kind may receive, too.
"""

import re
from functools import cache, lru_cache

from wirlod.extract.names.noun_phrases import LEGAL_FORM, ROLE_WORD
from wirlod.folding import fold
from wirlod.values.places import read_places

LEGAL = frozenset(
    ["e.V.", "e.V", "gGmbH", "GmbH", "gUG", "UG", "eG", "AG", "mbH", "gAG", "KdöR", "KG"]
)
KINDS = (
    ("funder", re.compile(
        r"^(?:Land(?:es)?|Freistaat(?:es)?|Bund(?:es)?|EU|Europäischen? Union|Staatskanzlei|BAMF|"
        r"Landesregierung|Bundesregierung|Hessens?|Bayerns?|Senat)$|(?i:ministeriums?$|"
        r"^ministerium|"
        r"bezirksregierung|regierungspräsidium|landesamt|bundesamt|aufbaubank|landesdirektion|"
        r"staatskanzlei|direktion$|landesbetrieb|haushaltsausschuss|^regierung\b)")),
    ("office", ROLE_WORD),
    ("club", re.compile(
        r"(?i:(?:förder|freundes|arbeits|gesprächs|sing|literatur|heimat|frauen|senioren|kultur|"
        r"helfer|"
        r"unterstützer|sport|initiativ)kreis(?:es)?)$")),
    ("commune", re.compile(
        r"(?i:gemeinden?|städten?|stadt|märkten?|^markt|landkreis(?:es?|en)?|kreis(?:es)?|flecken|"
        r"^kommunen?|regionalverband|städteregion|^region|^amt|^bezirk)$|(?i:kreis)$")),
    ("club", re.compile(
        r"(?i:verein(?:s|e|en)?|verband(?:es|s)?|verbände|clubs?|klubs?|bund(?:es)?|rings?|chor|"
        r"gilde|zunft|kapelle|feuerwehr(?:en)?|wasserwacht|bergwacht|initiative|bündnis(?:ses)?|"
        r"netzwerk(?:s|es)?|gemeinschaft|freunde|landfrauen|musikzug|spielmannszug|bereitschaft|"
        r"bruderschaft|beirat|jugend|jugendfeuerwehr|ortsgruppe|familie|hilfe|kreisverband|"
        r"gruppe)$|"
        r"^(?:TSV|TV|SV|FC|VfL|VfB|TuS|SG|SC|TSG|FSV|SpVgg|KSV|RSV|MTV|DJK|FV|TG|SKG|DRK|AWO|DLRG|"
        r"NABU|VdK|ASB|CVJM|BSV|TTC|RV|SSV|TC|THW|BUND|SGV)(?:-|$)")),
    ("church", re.compile(
        r"(?i:kirche|pfarrei|pfarramt|dekanat|bistum|kloster|abtei|domkapitel|moschee|kirchenkreis|"
        r"kirchenstiftung|stift|synagoge|kathedrale)$")),
    ("house", re.compile(
        r"(?i:schule|gymnasium|universität|hochschule|klinikum|klinik|krankenhaus|hospital|museum|"
        r"theater|bibliothek|bücherei|archiv|institut|akademie|zentrum|werk(?:es)?|haus|kita|"
        r"kindergarten|tafel|dienst|stiftung|genossenschaft|gesellschaft|werke|kammer|landschaft|"
        r"station|stelle|kunstschule|diakonie|caritas|lebenshilfe|schloss|burg|denkmal)s?$")),
    ("many", re.compile(
        r"^(?:Kommunen|Vereinen?|Projekten?|Städten?|Gemeinden|Landkreisen?|Träger[n]?|Schulen|"
        r"Initiativen|Organisationen|Einrichtungen|Maßnahmen|Vorhaben|Feuerwehren|Menschen|"
        r"Anträgen?|Familien|Bürgern?|Bürgerinnen|Eigentümern?|Verbänden?|Museen|Orten?)$")),
)  # fmt: skip
"""What the words of a phrase say that it is, the first that fits; else it is a thing."""

PLURALS = {
    "städte": "Stadt", "städten": "Stadt", "gemeinden": "Gemeinde", "landkreise": "Landkreis",
    "landkreisen": "Landkreis", "kreise": "Kreis", "kreisen": "Kreis",
    "ortsgemeinden": "Ortsgemeinde",
    "verbandsgemeinden": "Verbandsgemeinde", "märkte": "Markt", "feuerwehren": "Feuerwehr",
    "mehrgenerationenhäuser": "Mehrgenerationenhaus", "samtgemeinden": "Samtgemeinde",
    "vereine": "", "vereinen": "",
}  # fmt: skip


MASCULINE = re.compile(
    r"(?i:verein|verband|kreis|club|klub|bund|chor|markt|ring|dienst|zoo|beirat|flecken|fonds|"
    r"bezirk)$"
)
CASES = {
    "an": "an", "vom": "von", "von": "von", "durch": "von", "seitens": "von", "für": "for",
    "zugunsten": "for", "in": "loc", "im": "loc", "bei": "loc", "beim": "loc", "auf": "loc",
    "am": "loc", "nach": "to", "aus": "loc", "zwischen": "loc", "nahe": "loc", "mit": "with",
    "official": "official", "(": "bracket",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def is_place(name: str) -> bool:
    """Tell whether *name* is the whole name of a German place, or its core."""
    places = read_places()
    plain = fold(name)
    return plain in places.by_name or plain in places.by_core


@cache
def _states() -> frozenset[str]:
    names = [fold(p.name) for p in read_places().by_ags.values() if p.level == "state"]
    return frozenset(name for name in names if name not in ("berlin", "bremen", "hamburg"))


@lru_cache(maxsize=20_000)
def kind_of(words: str) -> str:
    """
    Say what the words of a name tell about it.

    >>> kind_of("Freiwillige Feuerwehr Queck"), kind_of("Landkreis Nordsachsen"), kind_of("Dach")
    ('club', 'commune', 'thing')
    """
    parts = [part.strip('„“”"»«') for part in words.split()]
    if any(part in LEGAL for part in parts) or LEGAL_FORM.search(words):
        return "club"
    for name, pattern in KINDS:
        if any(pattern.search(part) for part in parts):
            return name
    if fold(words) in _states():
        return "funder"
    return "place" if is_place(words) else "thing"
