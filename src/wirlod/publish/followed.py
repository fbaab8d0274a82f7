"""What a publication follows: the edition before, or what is left of it."""

from wirlod.edition import Edition
from wirlod.editions import find_history, list_editions, usable_edition
from wirlod.errors import NothingPublished
from wirlod.publish.draft import Report
from wirlod.saying import say
from wirlod.settings import Settings


def find_previous(settings: Settings, report: Report) -> Edition | None:
    """Give what is published, or what is left of it: a lost link or file forgets no history."""
    try:
        edition, warning = usable_edition(settings.editions)
    except NothingPublished:
        return None
    if warning:
        report(say("Warning: {text}", text=warning))
    return edition


def find_salvaged(settings: Settings, report: Report) -> Edition | None:
    """Give the edition whose history goes on where no edition is whole, and say what is lost."""
    editions = settings.editions
    if not list_editions(editions):
        return None
    found = find_history(editions)
    if found and found.manifest.base_uri != settings.base_uri:
        found = None
    lost = (
        say("history goes on from {name}, whose own is whole", name=found.name)
        if found
        else say("no history can be read, so that it begins anew today")
    )
    warning = say(
        "no edition in {editions} is whole; {lost}; what changed since, what was withdrawn and "
        "what this publication drops cannot be compared: put the editions back from a copy if "
        "there is one",
        editions=editions,
        lost=lost,
    )
    report(say("Warning: {text}", text=warning))
    return found
