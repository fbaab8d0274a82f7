"""
How German places are written: the pattern of a place's name.
"""

NAME = r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)*"
NO_PLACE = (
    r"(?!(?:Mo|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Januar|Februar|März|April|Mai\b|Juni|Juli|"
    r"August|September|Oktober|November|Dezember|Rahmen|Ende|Anfang|Euro\b)"
)
BESIDE = (
    r"(?:\ am\ (?:Main|Rhein|Taunus|Neckar|See|Bodensee|Inn|Lech|Harz|Berg|Kocher|Meißner|Edersee|"
    r"Ammersee|Wald|Sand)\b|\ (?:an|ob|vor)\ der\ [A-ZÄÖÜ][a-zäöüß]+|\ im\ (?:Odenwald|Taunus|"
    r"Breisgau|Allgäu|Schwarzwald|Harz|Westerwald|Rheingau|Vogelsberg)\b|\ v\.\ ?d\.\ ?(?:Höhe|H\.|"
    r"Rhön)|\ a\.\ ?(?:d\.\ ?)?(?:M\.|Main\b|Rh\.|Fulda\b|Lahn\b)|\ \((?:Efze|Ohm|Hessen|Main|"
    r"Oder|Saale|Taunus|Eder|Odenwald|Westerwald)\))"
)
PLACE = (
    rf"{NO_PLACE}(?:(?:Bad|Groß|Klein|Neu|Alt|Ober|Unter|Hohen|Sankt|St\.|Schloß|Burg|"
    rf"Hessisch|Markt)\ )?"
    rf"{NAME}{BESIDE}?"
)
