"""Who handed the notice over, to whom and when, where several sentences tell it."""

import pytest
from tests.benchmarks.extraction import GAZETTEER

from wirlod.extract.facts import Handover
from wirlod.extract.names.gazetteer import read_gazetteer
from wirlod.extract.release import extract_release, view_text
from wirlod.extract.text.document import Document
from wirlod.extract.told import hand_features
from wirlod.extract.told.clauses import Chain, Role, find_chains, role_of
from wirlod.extract.told.hand_features import HandFeatures, Signs
from wirlod.extract.told.handovers import _choose_sides


def hand_over(text: str) -> Handover:
    """Give the handover of the only grant in *text*."""
    document = Document("text.txt", f"Gute Nachricht aus dem Tal\n\n{text}")
    facts = extract_release(document, read_gazetteer(GAZETTEER))
    (grant,) = (*facts.grants, *facts.possible)
    assert grant.handover is not None
    return grant.handover


def test_a_weekday_with_a_date_is_that_date() -> None:
    text = (
        "07.09.2017\n\nMinisterin Eva Lang überreicht am Montag, den 11. September 2017, einen "
        "Bescheid über 7.000 Euro an den Verein Hilfe im Tal e.V."
    )

    assert hand_over(text).date == "2017-09-11"


def test_a_month_is_a_date_of_handing_over() -> None:
    text = (
        "Der Verein Hilfe im Tal e.V. erhielt 7.000 Euro. Der Förderbescheid wurde von "
        "Staatssekretärin Eva Lang im Dezember 2025 überreicht."
    )

    assert hand_over(text).date == "2025-12"


def test_who_is_represented_does_not_hand_over() -> None:
    text = (
        "Staatssekretärin Eva Lang hat in Vertretung des Ministers Peter Holl dem Verein Hilfe im "
        "Tal e.V. einen Bescheid über 7.000 Euro übergeben."
    )

    assert hand_over(text).givers == ("Eva Lang",)


def test_a_line_without_a_verb_tells_no_hands() -> None:
    text = (
        "Minister Peter Holl, Landrat Uwe Krämer und Max Lang bei der Übergabe des Bescheids.\n\n"
        "Minister Peter Holl übergab Landrat Uwe Krämer den Bescheid über 7.000 Euro an den "
        "Landkreis Lindenau."
    )

    assert hand_over(text).givers == ("Peter Holl",)


def test_hands_are_put_together_from_two_sentences() -> None:
    text = (
        "Minister Peter Holl hat der Gemeinde Oberdorf einen Bescheid über 7.000 Euro übergeben. "
        "Den Bescheid nahm Bürgermeister Uwe Krämer am 3. Mai 2021 in Lindenau entgegen."
    )

    handover = hand_over(text)

    assert handover == Handover("2021-05-03", "Lindenau", ("Peter Holl",), ("Uwe Krämer",))


def test_the_period_of_a_notice_is_no_date_of_handing_over() -> None:
    text = (
        "Minister Peter Holl hat der Gemeinde Oberdorf einen Bescheid über 7.000 Euro übergeben. "
        "Der übergebene Bescheid gilt für den Zeitraum vom 15. Mai bis zum 31. Dezember 2024."
    )

    assert hand_over(text).date is None


def test_the_seat_of_a_mayor_is_no_place_of_handing_over() -> None:
    text = "Uwe Krämer, Bürgermeister in Oberdorf, bekam einen Förderbescheid über 7.000 Euro."

    assert hand_over(text).place is None


def test_two_people_side_by_side_are_no_enumeration() -> None:
    one, other = Chain(8, 20, 2), Chain(25, 38, 0)

    assert find_chains("Händigt Landrat A. B. der Leiterin C. D. aus?", [one, other]) == [
        one,
        other,
    ]


@pytest.mark.parametrize(
    ("text", "giver", "receiver"),
    [
        pytest.param(
            "Ministerin Eva Lang hatte einen Bescheid über 7.000 Euro dabei und gab ihn dem Leiter "
            "der Stiftung Lindenau, Dr. Uwe Krämer.",
            "Eva Lang",
            "Uwe Krämer",
            id="an office ahead of a name has its case",
        ),
        pytest.param(
            "Den Bescheid über 7.000 Euro händigte Landrat Uwe Krämer der Vereinsvorsitzenden Eva "
            "Lang vom Verein Hilfe im Tal e.V. aus.",
            "Uwe Krämer",
            "Eva Lang",
            id="a woman in the dative receives",
        ),
        pytest.param(
            "Minister Peter Holl und Landrat Uwe Krämer zeigten den Bescheid.\n\n"
            "Minister Peter Holl übergab Landrat Uwe Krämer den Bescheid über 7.000 Euro an den "
            "Landkreis Lindenau.",
            "Peter Holl",
            "Uwe Krämer",
            id="nobody gives what is handed to him",
        ),
        pytest.param(
            "Ministerin Eva Lang hat Landrat Uwe Krämer einen Bescheid über 7.000 Euro für den "
            "Landkreis Lindenau übergeben.",
            "Eva Lang",
            "Uwe Krämer",
            id="the second name in the middle receives",
        ),
        pytest.param(
            "Museumsleiterin Eva Lang hat gestern von Landrat Uwe Krämer einen Bescheid über 7.000 "
            "Euro für das Museum Lindenau bekommen.",
            "Uwe Krämer",
            "Eva Lang",
            id="who gets something from somebody receives though named first",
        ),
        pytest.param(
            "Bild: Minister Peter Holl übergibt den Förderbescheid an Bürgermeister Uwe Krämer.\n\n"
            "Die Gemeinde Oberdorf erhält vom Land 7.000 Euro für das Feuerwehrhaus. Der Bescheid "
            "wurde am Montag übergeben.",
            "Peter Holl",
            "Uwe Krämer",
            id="a caption names who stands in the picture",
        ),
    ],
)
def test_who_gives_and_who_receives_is_told_by_the_clause(
    text: str, giver: str, receiver: str
) -> None:
    handover = hand_over(text)

    assert (handover.givers, handover.receivers) == ((giver,), (receiver,))


def role_in(text: str, *names: str) -> Role:
    """Say what part the first of *names* plays among them all."""
    people = sorted(Chain(text.index(name), text.index(name) + len(name), 0) for name in names)
    chains = find_chains(text, people)
    own = next(chain for chain in chains if chain.start <= text.index(names[0]) < chain.end)
    return role_of(text, own, chains)


@pytest.mark.parametrize(
    ("text", "names", "says"),
    [
        ("Sie übergab den Bescheid an Dr. Uwe Krämer.", ("Uwe Krämer",), "takes"),
        ("Der Bescheid kam von Prof. Dr. Eva Lang und wurde übergeben.", ("Eva Lang",), "gives"),
        ("Ein Bescheid, den Landrätin Eva Lang gestern übergab.", ("Landrätin Eva Lang",), "gives"),
        ("Am Rand der Feier überreichte Landrätin Eva Lang ihn.", ("Landrätin Eva Lang",), "gives"),
        ("Sie kam, um Landrat Uwe Krämer den Bescheid zu geben.", ("Landrat Uwe Krämer",), "takes"),
        ("Eva Lang wird Udo Timm den Bescheid überreichen.", ("Eva Lang", "Udo Timm"), "gives"),
        ("Gestern wurde Udo Timm der Bescheid überreicht.", ("Udo Timm",), "takes"),
        ("Sie holten die Bescheide bei Landrat Udo Timm ab.", ("Landrat Udo Timm",), "gives"),
        ("Er kam mit einem Bescheid zu Udo Timm.", ("Udo Timm",), "takes"),
        ("Udo Timm nahm ihn in der „Weiche“ entgegen.", ("Udo Timm",), "takes"),
        ("Der Minister und Eva Lang übergaben den Scheck.", ("Eva Lang",), "gives"),
        ("Ina Roth, die den Rat führt, und Eva Lang übergaben ihn.", ("Eva Lang", "Ina Roth"),
         "gives"),
        ("Udo Timm (CDU) aus Brüggen und Ina Roth bekamen den Bescheid.", ("Ina Roth", "Udo Timm"),
         "takes"),
        ("Eva Lang brachte es auf den Punkt.", ("Eva Lang",), "nothing"),
        ("Dabei lobte Eva Lang die Wehr.", ("Eva Lang",), "nothing"),
        ("Der Bescheid ging an den Verein, vertreten durch Eva Lang.", ("Eva Lang",), "takes"),
        ("Es freute sich Eva Lang, der der Minister den Scheck gab.", ("Eva Lang",), "takes"),
        ("In der Mitte saß Udo Timm, dem die Ministerin den Scheck reichte.", ("Udo Timm",),
         "takes"),
        ("Mit einem Bescheid ist Eva Lang aus Hannover zurückgekehrt.", ("Eva Lang",), "takes"),
        ("Die Stadt erhält 500 Euro, teilte Landrätin Eva Lang mit.", ("Landrätin Eva Lang",),
         "nothing"),
        ("Eva Lang nahm die Nachricht entgegen.", ("Eva Lang",), "nothing"),
        ("Es kam Minister Peter Holl, Eva Lang nahm ihm den Scheck ab.",
         ("Eva Lang", "Minister Peter Holl"), "takes"),
        ("Für das Kino nahm Ina Roth den Scheck, für das Theater Eva Lang.",
         ("Eva Lang", "Ina Roth"), "takes"),
        ("An der Übergabe des Bescheids nahm auch Eva Lang teil.", ("Eva Lang",), "nothing"),
        ("Er wurde im Rathaus von Landrätin Eva Lang entgegengenommen.", ("Landrätin Eva Lang",),
         "takes"),
        ("Bescheid entgegengenommen von Udo Timm.", ("Udo Timm",), "takes"),
        ("Eva Lang kam, um der Stadt den Bescheid zu übergeben.", ("Eva Lang",), "gives"),
        ("Udo Timm war gekommen, um ihn in Empfang zu nehmen.", ("Udo Timm",), "takes"),
        ("Eva Lang strahlte, als sie den Leuten den Scheck überreichte.", ("Eva Lang",), "gives"),
        ("Er zeigt die Bescheide, seit sie ihm Eva Lang gab.", ("Eva Lang",), "gives"),
        ("Überreicht haben sie Ina Roth und Eva Lang.", ("Eva Lang", "Ina Roth"), "gives"),
        ("Die Ministerin für Kultur, Eva Lang, übergab den Bescheid.", ("Eva Lang",), "gives"),
        ("Eva Lang hat am Freitag, dem 5. Juli, einen Scheck übergeben.", ("Eva Lang",), "gives"),
        ("Eva Lang hat am Mittwoch, 5. Mai 2019, den Räten den Bescheid übergeben.", ("Eva Lang",),
         "gives"),
        ("Er hat die Bescheide aus den Händen von Eva Lang.", ("Eva Lang",), "gives"),
        ("„Gut so“, sagte Eva Lang, die den Scheck entgegennahm.", ("Eva Lang",), "takes"),
        ("Udo Timm dankte für den Bescheid, den er gleich erhielt.", ("Udo Timm",), "takes"),
        ("In Kiel gab Ministerin Eva Lang den Bescheid aus.", ("Ministerin Eva Lang",), "gives"),
        ("Er wird in Empfang genommen von der 1. zuständigen Rätin Eva Lang.", ("Rätin Eva Lang",),
         "takes"),
        ("Mit dem Bescheid in der Tasche fuhr Udo Timm zurück.", ("Udo Timm",), "takes"),
        ("Sie hatte ihn dabei und ließ sich von Udo Timm alles zeigen.", ("Udo Timm",), "nothing"),
        ("Heute hat Udo Timm den Brief in Empfang genommen, ihn überreichte die Rätin.",
         ("Udo Timm",), "takes"),
        ("Das Bild zeigt ihn mit Udo Timm, der den Bescheid mitnehmen durfte.", ("Udo Timm",),
         "takes"),
        ("Den Bescheid hat Udo Timm von Eva Lang, dem Minister des Landes, bekommen.",
         ("Udo Timm", "Eva Lang"), "takes"),
        ("Er legte den Bescheid in die Hände von Udo Timm.", ("Udo Timm",), "takes"),
        ("Der Scheck liegt im Rathaus, überreicht von Eva Lang.", ("Eva Lang",), "gives"),
        ("Aus ihrer Hand ging der Bescheid an Udo Timm.", ("Udo Timm",), "takes"),
        ("Sie hatte einen Bescheid für Udo Timm dabei.", ("Udo Timm",), "takes"),
        ("Gut so, meinte Udo Timm, als die Ministerin ihm den Scheck gab.", ("Udo Timm",), "takes"),
        ("Er war bei Eva Lang, die ihm den Brief gab.", ("Eva Lang",), "gives"),
        ("Udo Timm nahm ihn entgegen, die Urkunde überreichte Eva Lang.", ("Eva Lang", "Udo Timm"),
         "gives"),
        ("Einen Scheck bekamen: Ina Roth (Chor); Udo Timm (Wehr).", ("Udo Timm", "Ina Roth"),
         "takes"),
        ("Sie übergab ihn an die Bürgermeister: Udo Timm (Au).", ("Udo Timm",), "takes"),
        ("Udo Timm, der die Bescheide in Empfang nahm, dankte.", ("Udo Timm",), "takes"),
        ("Eva Lang, Vorsitzende des Kreises, überreichte Udo Timm den Scheck.",
         ("Eva Lang, Vorsitzende des Kreises", "Udo Timm"), "gives"),
        ("So übergab Eva Lang, Rätin im Amt, dem Rat Udo Timm den Scheck.",
         ("Rat Udo Timm", "Eva Lang, Rätin im Amt"), "takes"),
        ("Entgegengenommen wurden die Bescheide von Udo Timm und Ina Roth.",
         ("Ina Roth", "Udo Timm"), "takes"),
        ("„Gern“, sagte sie, und reichte Udo Timm den Scheck.", ("Udo Timm",), "takes"),
        ("Udo Timm zeigte den Brief, den ihm die Rätin reichte.", ("Udo Timm",), "takes"),
        ("Ina Roth mit dem Scheck, den ihr Eva Lang gab.", ("Eva Lang", "Ina Roth"), "gives"),
        ("Nach der Übergabe des Schecks an Udo Timm will Eva Lang feiern.",
         ("Udo Timm", "Eva Lang"), "takes"),
        ("Es übergab ihn Eva Lang gemeinsam mit ihrer Kollegin aus Mainz, Ina Roth.",
         ("Ina Roth", "Eva Lang"), "gives"),
        ("Sie übergab ihn an den Leiter der Wehr Au e.V., Herrn Udo Timm.", ("Udo Timm",), "takes"),
        ("Er bekam ihn von Lotto-Chefin Eva Lang.", ("Chefin Eva Lang",), "gives"),
        ("Den Scheck ließ sie sich von Udo Timm quittieren.", ("Udo Timm",), "takes"),
        ("Ein Scheck ging an Au, das durch Udo Timm vertreten war.", ("Udo Timm",), "takes"),
        ("Udo Timm hatte Besuch: Eva Lang übergab ihm den Bescheid.", ("Udo Timm", "Eva Lang"),
         "takes"),
        ("Udo Timm nahm den Scheck der Stadt entgegen, Ina Roth den für den Kreis.",
         ("Ina Roth", "Udo Timm"), "takes"),
        ("Beim Empfang im Rathaus war Eva Lang.", ("Eva Lang",), "nothing"),
        ("Damit sie bauen kann, überreichte Eva Lang den Bescheid.", ("Eva Lang",), "gives"),
        ("Überreicht hat sie Eva Lang, und nun beginnt die Arbeit.", ("Eva Lang",), "gives"),
        ("Danach gab es Kuchen von Eva Lang.", ("Eva Lang",), "nothing"),
        ("Der Kreis, gab Eva Lang zu, zahle wenig.", ("Eva Lang",), "nothing"),
        ("Eva Lang gab den Dank an alle weiter.", ("Eva Lang",), "nothing"),
        ("Eva Lang hat den Bau auf den Weg gebracht.", ("Eva Lang",), "nothing"),
        ("Daneben saßen Ina Roth und Udo Timm, dem die Ministerin den Scheck gab.",
         ("Ina Roth", "Udo Timm"), "nothing"),
        ("Udo Timm bekam ihn von Eva Lang überreicht.", ("Udo Timm", "Eva Lang"), "takes"),
        ("Sie bekam den Brief, überreicht von Eva Lang.", ("Eva Lang",), "gives"),
        ("Mit dem Bescheid in der Hand kam Eva Lang.", ("Eva Lang",), "nothing"),
        ("Udo Timm stand bei Eva Lang, die ihm den Brief gab.", ("Udo Timm", "Eva Lang"),
         "nothing"),
        ("„Gut so“, sagte Eva Lang und übergab den Bescheid.", ("Eva Lang",), "gives"),
        ("„Gut so“, sagte Eva Lang bei der Übergabe des Bescheids an Udo Timm.",
         ("Eva Lang", "Udo Timm"), "gives"),
        ("Nach der Übergabe durch Eva Lang gab es Kuchen.", ("Eva Lang",), "gives"),
        ("Eva Lang ließ es sich nicht nehmen, den Bescheid selbst zu überreichen.", ("Eva Lang",),
         "gives"),
        ("Udo Timm freute sich, den Bescheid entgegennehmen zu dürfen.", ("Udo Timm",), "takes"),
        ("Für sie war es eine Ehre, Udo Timm den Bescheid zu übergeben.", ("Udo Timm",), "takes"),
        ("Udo Timm freute sich über den Brief, den Eva Lang ihm überreichte.",
         ("Udo Timm", "Eva Lang"), "takes"),
        ("Mit dabei hatte Eva Lang einen Bescheid.", ("Eva Lang",), "gives"),
        ("Das Land, vertreten durch Eva Lang, übergab den Scheck.", ("Eva Lang",), "gives"),
        ("Heute wurden Udo Timm im Alten Haus die Briefe gereicht.", ("Udo Timm",), "takes"),
        ("Eva Lang, die den Rat führt, ihre Kollegin Ina Roth und Udo Timm übergaben ihn.",
         ("Udo Timm", "Eva Lang", "Ina Roth"), "gives"),
        ("Rat Udo Timm und die nord-hessische Rätin Eva Lang übergaben ihn.",
         ("Rätin Eva Lang", "Rat Udo Timm"), "gives"),
        ("Der Chor bekam Geld, entgegengenommen vom Kassierer Udo Timm.", ("Udo Timm",), "takes"),
        ("Am Mittag nahm Udo Timm die Mappe entgegen.", ("Udo Timm",), "takes"),
        ("Der Parlamentarier holte ihn hervor und drückte ihn Udo Timm in die Hand.",
         ("Udo Timm",), "takes"),
        ("Eva Lang begrüßte die Entscheidung über den Bescheid.", ("Eva Lang",), "nothing"),
        ("Udo Timm erklärte, nachdem er den Bescheid entgegengenommen hatte: Nun geht es los.",
         ("Udo Timm",), "takes"),
        ("Udo Timm strahlte, nachdem ihm die Chefin den Bescheid überreicht hatte.", ("Udo Timm",),
         "takes"),
        ("Es dankte Udo Timm, in dessen Hände sie das Papier gab, für alles.", ("Udo Timm",),
         "takes"),
        ("Es freute sich Udo Timm, als er den Bescheid in den Händen hielt.", ("Udo Timm",),
         "takes"),
        ("Vorn stand Ina Roth, dem Leiterin Eva Lang den Brief übergab.",
         ("Leiterin Eva Lang", "Ina Roth"), "gives"),
        ("Ihn bekam Ina Roth, Leiterin des Amtes; ihr Freund Udo Timm war fort.",
         ("Udo Timm", "Ina Roth, Leiterin des Amtes"), "nothing"),
        ("Udo Timm hielt sie bereit, da die Rätin Eva Lang ihm den Scheck brachte.",
         ("Rätin Eva Lang", "Udo Timm"), "gives"),
        ("Weil er fehlt, hat Eva Lang den Bescheid übergeben.", ("Eva Lang",), "gives"),
        ("Ein Papier ging vom Minister Peter Holl an Udo Timm.", ("Peter Holl", "Udo Timm"),
         "gives"),
        ("Udo Timm sah auf den Scheck, den ihm Eva Lang entgegenstreckte.",
         ("Eva Lang", "Udo Timm"), "gives"),
        ("Unterschrieben hat ihn Ina Roth, überbracht hat ihn Eva Lang.", ("Ina Roth", "Eva Lang"),
         "nothing"),
        ("Sie hat ihn dem Chor übergeben, dessen Kassierer Udo Timm ihn gern annahm.",
         ("Udo Timm",), "takes"),
        ("Eva Lang hat gemeinsam mit Archivar Udo Timm einen Bescheid überreicht.",
         ("Udo Timm", "Eva Lang"), "gives"),
        ("Sie übergab ihn an Kapitän Udo Timm.", ("Udo Timm",), "takes"),
        ("Überreicht haben ihn die Chefin der Kultur, Frau Eva Lang, und Udo Timm.", ("Eva Lang",),
         "gives"),
        ("Da er am Fest teilnehmen musste, übergab Eva Lang den Bescheid.", ("Eva Lang",),
         "gives"),
        ("Ina Roth nahm es gelassen.", ("Ina Roth",), "nothing"),
        ("Der Bescheid lag da, und Udo Timm griff beherzt zu.", ("Udo Timm",), "takes"),
        ("Eva Lang bedachte Udo Timm mit einem Scheck.", ("Udo Timm", "Eva Lang"), "takes"),
        ("Udo Timm nahm eine Auszeichnung entgegen.", ("Udo Timm",), "nothing"),
        ("Ina Roth und Udo Timm sahen dabei zu.", ("Udo Timm", "Ina Roth"), "nothing"),
        ("Ihn hat die Präsidentin Eva Lang, der Rätin Ina Roth übergeben.",
         ("Rätin Ina Roth", "Präsidentin Eva Lang"), "takes"),
        ("Er ging an Deichgraf Udo Timm.", ("Udo Timm",), "takes"),
        ("Heute gab sie ihn der Archivarin Eva Roth.", ("Eva Roth",), "takes"),
        ("Der Bescheid ging an die Landräte Udo Timm und Max Holl.", ("Max Holl", "Udo Timm"),
         "takes"),
        ("Entgegengenommen wurde er von Udo Timm und dem Leiter des Bauhofs, Rat Max Holl.",
         ("Rat Max Holl", "Udo Timm"), "takes"),
        ("Ina Roth nimmt Anmeldungen entgegen.", ("Ina Roth",), "nothing"),
        ("Den Bescheid übergab in ihrer Vertretung Rätin Eva Lang.", ("Rätin Eva Lang",), "gives"),
        ("Ina Roth gab einen Überblick über den Bescheid.", ("Ina Roth",), "nothing"),
        ("Eva Lang hat ihn an den Eigentümer, den Burgverein, übergeben.", ("Eva Lang",), "gives"),
        ("Ina Roth (2. v. l.) mit dem Papier, das ihr Eva Lang reichte.", ("Ina Roth", "Eva Lang"),
         "takes"),
    ],
)  # fmt: skip
def test_a_clause_says_who_gives_and_who_takes(
    text: str, names: tuple[str, ...], says: str
) -> None:
    assert role_in(text, *names).says == says


def test_who_is_quoted_in_one_place_may_have_received_in_another() -> None:
    text = (
        "„Darauf haben wir lange gewartet“, sagte Bürgermeister Uwe Krämer.\n\n"
        "Ministerin Eva Lang hatte dem Bürgermeister Uwe Krämer zuvor den Bescheid über 7.000 Euro "
        "für die Gemeinde Oberdorf übergeben."
    )

    assert hand_over(text).receivers == ("Uwe Krämer",)


@pytest.mark.parametrize(
    ("told", "giver", "receiver"),
    [
        ("Der Minister überreichte dem Bürgermeister den Bescheid.", "Peter Holl", "Uwe Krämer"),
        ("Aus der Hand des Ministers bekam ihn der Bürgermeister.", "Peter Holl", "Uwe Krämer"),
        ("Die Ministerin überreichte der Landrätin den Bescheid.", None, None),
        ("Vom Minister ging der Bescheid zum Bürgermeister.", "Peter Holl", "Uwe Krämer"),
        (
            "Später überreichte Holl den Bescheid. Krämer nahm ihn entgegen.",
            "Peter Holl",
            "Uwe Krämer",
        ),
    ],
)
def test_who_is_meant_by_office_or_surname_alone_gives_and_receives(
    told: str, giver: str | None, receiver: str | None
) -> None:
    text = f"Minister Peter Holl und Bürgermeister Uwe Krämer sahen die Halle an. {told}"
    view = view_text(text, read_gazetteer(GAZETTEER))
    features = HandFeatures(view.scene, view.people, []).of_people()

    def says(what: str) -> str | None:
        return next((name for name, told in features.items() if f"says={what}" in told), None)

    assert (says("gives"), says("takes")) == (giver, receiver)


def test_who_is_meant_by_office_alone_is_shown_where_that_is_said() -> None:
    text = (
        "Ministerin Eva Lang hat einen Bescheid über 7.000 Euro für die Gemeinde Oberdorf "
        "mitgebracht. Bürgermeister Uwe Krämer zeigte ihr die Halle. Am Ende händigte sie dem "
        "Bürgermeister den Bescheid aus."
    )
    facts = extract_release(Document("text.txt", text), read_gazetteer(GAZETTEER))
    said = [e for e in facts.grants[0].evidence if e.property == "handover.receivers"]

    assert [(one.basis, one.quote, one.start) for one in said] == [
        ("derived", "Bürgermeister", text.rindex("Bürgermeister"))
    ]


def test_a_surname_that_is_an_office_too_means_one_person_once() -> None:
    text = (
        "Jan Kämmerer kam. Später sprach auch Kämmerer Jan Kämmerer. Den Bescheid über 7.000 Euro "
        "für die Gemeinde Oberdorf nahm der Kämmerer entgegen."
    )
    view = view_text(text, read_gazetteer(GAZETTEER))

    assert [one.name for one in view.people.meant] == ["Jan Kämmerer"]
    assert hand_over(text).receivers == ("Jan Kämmerer",)


@pytest.mark.parametrize(
    "text",
    [
        "Ina Roth sprach. Die Stadt Roth nahm den Bescheid entgegen.",
        "Ina Roth sprach. Die Roth GmbH nahm den Bescheid entgegen.",
        "Ina Roth sprach. Den Bescheid gab es in Roth.",
        "Jan Wald sprach. Dem Wald hilft ein Bescheid.",
    ],
)
def test_a_town_a_firm_and_a_thing_are_no_surname(text: str) -> None:
    assert view_text(text, read_gazetteer(GAZETTEER)).people.meant == []


def test_a_surname_that_two_bear_means_neither() -> None:
    text = "Landrat Uwe Krämer und Rätin Eva Krämer kamen. Krämer nahm den Bescheid entgegen."

    assert view_text(text, read_gazetteer(GAZETTEER)).people.meant == []


@pytest.mark.parametrize(
    "told",
    [
        "Ina Roth nahm ihn entgegen; neben ihr standen Rat Max Holl und Rätin Eva Maus.",
        "Ina Roth nahm ihn entgegen, umringt von Rat Max Holl.",
        "Anstelle des erkrankten Ministers Max Holl kam die Rätin.",
        "Im Hintergrund Bürgermeister Max Holl.",
    ],
)
def test_who_is_only_there_neither_gives_nor_receives(told: str) -> None:
    view = view_text(f"Es gab einen Bescheid. {told}", read_gazetteer(GAZETTEER))

    assert "Max Holl" not in HandFeatures(view.scene, view.people, []).of_people()


def test_where_nobody_gives_a_receiver_has_to_be_sure() -> None:
    shares = {"Uwe Krämer": {"receiver": 0.6, "giver": 0.1, "none": 0.3}}
    giver = {"Eva Lang": {"receiver": 0.1, "giver": 0.8, "none": 0.1}}

    assert _choose_sides(shares, is_told=True) == {}
    assert _choose_sides(shares | giver, is_told=True) == {
        "Eva Lang": "giver", "Uwe Krämer": "receiver",
    }  # fmt: skip


@pytest.mark.parametrize(
    "opening", ["Den Bescheid nahmen entgegen:", "Die Bescheide gingen an:", "Empfänger waren:"]
)
def test_who_stands_in_a_list_has_the_part_that_opens_it(opening: str) -> None:
    text = (
        f"Ministerin Eva Lang hat zwei Bescheide übergeben.\n{opening}\n"
        "- Bürgermeister Uwe Krämer, Stadt Au: 5.000 Euro\n- Ina Roth, Chor Au: 3.000 Euro\n"
        "Durch den Abend führte Max Holl."
    )
    view = view_text(text, read_gazetteer(GAZETTEER))
    features = HandFeatures(view.scene, view.people, []).of_people()

    assert [name for name, told in features.items() if "says=takes" in told] == [
        "Uwe Krämer", "Ina Roth",
    ]  # fmt: skip


def test_two_in_one_office_are_not_meant_by_it() -> None:
    text = "Bürgermeister Uwe Krämer und Bürgermeister Max Holl kamen. Der Bürgermeister nahm ihn."

    assert view_text(text, read_gazetteer(GAZETTEER)).people.meant == []


def test_in_the_presence_of_one_another_gives() -> None:
    text = (
        "In Gegenwart von Landrat Max Holl händigte Ministerin Eva Lang den Bescheid über 7.000 "
        "Euro für die Gemeinde Oberdorf an Bürgermeister Uwe Krämer aus."
    )

    handover = hand_over(text)

    assert (handover.givers, handover.receivers) == (("Eva Lang",), ("Uwe Krämer",))


def test_who_only_takes_part_receives_nothing() -> None:
    text = (
        "Ministerin Eva Lang hat den Bescheid über 7.000 Euro für die Gemeinde Oberdorf an "
        "Bürgermeister Uwe Krämer übergeben.\n\n"
        "An der Übergabe nahmen auch Landrat Max Holl und Kreisrätin Ina Roth teil."
    )

    assert hand_over(text).receivers == ("Uwe Krämer",)


def test_who_is_only_quoted_receives_nothing() -> None:
    text = (
        "Ministerin Eva Lang hat den Bescheid über 7.000 Euro für die Gemeinde Oberdorf an "
        "Bürgermeister Uwe Krämer übergeben.\n\n"
        "„Darauf haben wir lange gewartet“, sagte Schulleiter Max Holl."
    )

    assert hand_over(text).receivers == ("Uwe Krämer",)


@pytest.mark.parametrize(
    ("words", "tells"),
    [
        ("Eva Lang (TSV Lindenau)", "of=club&again"),
        ("Eva Lang (v. l., TSV Lindenau)", "of=club&again"),
        ("Eva Lang vom Bauverein Hainau", "of=club&once"),
        ("Eva Lang für Lindenau", "of=place&again"),
        ("Eva Lang (SPD)", "of=party"),
        ("Eva Lang (2. v. l.)", "of=nobody"),
        ("Eva Lang", "of=nobody"),
    ],
)
def test_the_body_that_stands_behind_a_name_tells_of_a_person(words: str, tells: str) -> None:
    text = f"Der TSV Lindenau erhält 5.000 Euro.\n\nFoto: Bei der Übergabe des Schecks {words}."
    view = view_text(text, read_gazetteer(GAZETTEER))

    told = HandFeatures(view.scene, view.people, []).of_people()["Eva Lang"]

    assert [one for one in told if one in (tells, "of=nobody")] == [tells]


@pytest.mark.parametrize(
    ("granted", "tells"),
    [
        (["Gemeinde Hainau"], "speaks=True&others=0"),
        (["TSV Lindenau"], "speaks=False&others=1"),
        (["TSV Lindenau", "Hainau"], "speaks=True&others=1"),
        (["Landkreis Hainau"], "speaks=False&others=0"),
        ([], "speaks=False&others=0"),
    ],
)
def test_an_office_tells_for_whom_somebody_receives(granted: list[str], tells: str) -> None:
    text = "Es kamen Bürgermeister Uwe Krämer und die Vorsitzende Eva Lang."
    view = view_text(text, read_gazetteer(GAZETTEER))

    told = HandFeatures(view.scene, view.people, granted).of_people()["Uwe Krämer"]

    assert [one for one in told if one.startswith("speaks=")] == [tells]


def test_who_comes_in_somebodys_stead_hands_over() -> None:
    text = (
        "Staatssekretärin Eva Lang kam in Vertretung des Ministers und überreichte Bürgermeister "
        "Uwe Krämer den Bescheid über 7.000 Euro für die Gemeinde Oberdorf."
    )

    assert hand_over(text).receivers == ("Uwe Krämer",)


def test_a_sentence_is_looked_at_once_however_many_people_it_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[object] = []

    def look(*said: object, **more: object) -> Signs:
        looked.append(more)
        return Signs(*said, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(hand_features, "Signs", look)
    names = ", ".join(f"Peter Lang{letter}" for letter in "abcdefghij")
    hand_over(
        f"{names} und Karl Berg nahmen am Montag den Förderbescheid über 5.000 Euro für den "
        "Verein Hilfe im Tal e.V. entgegen."
    )

    assert len(looked) == 1
