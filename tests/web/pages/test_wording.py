"""What is said is written in HTML: escaped, in its language, with the link to what it names."""

import pytest

from wirlod.web.pages.naming import Value
from wirlod.web.pages.reading import Reader
from wirlod.web.pages.wording import make_filters

FILTERS = make_filters(Reader("de"))
PLAIN = Value("a <b>")
ENGLISH = Value("R&D", "en")
OURS = Value("Kassel", "de", "../x?a=1&b=2")
FOREIGN = Value("E", "en", 'https://e.org/"', foreign=True)


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("show", PLAIN, "a &lt;b&gt;"),
        ("show", ENGLISH, '<span lang="en">R&amp;D</span>'),
        ("show", OURS, '<a href="../x?a=1&amp;b=2">Kassel</a>'),
        ("show", FOREIGN, '<a href="https://e.org/&#34;" lang="en" rel="external">E</a>'),
        ("worded", OURS, "Kassel"),
        ("lang", OURS, ""),
        ("lang", ENGLISH, ' lang="en"'),
        ("shown", [PLAIN, OURS], 'a &lt;b&gt;, <a href="../x?a=1&amp;b=2">Kassel</a>'),
        ("quoted", Value("er sagt: „Ja“"), "„er sagt: ‚Ja‘“"),
    ],
)
def test_a_value_is_written(name: str, value: object, written: str) -> None:
    assert FILTERS[name](value) == written
