"""What templates say is translated when they are compiled, and is what it was when they ran."""

import pytest
from flask import Flask, g

from wirlod.web.pages.reading import Reader
from wirlod.web.pages.rendering import EXTENSION

SAID = {
    "a message": '{{ _("Sources") }}',
    "a message in an attribute": '<a title="{{ _("Sources") }}">',
    "a message that is changed": '{{ _("Sources")|upper }} {{ _("Sources")|length }}',
    "a value": '{{ _("%(points)s points", points="<b>&") }}',
    "a number": '{{ _("%(points)s points", points=3) }}',
    "a block": "{% trans points=points %}{{ points }} points{% endtrans %}",
    "a percent sign": '{{ _("100 %%") }}',
    "a message with a mark": '{{ _("<i>&") }}',
    "one found while it runs": "{{ _(word) }}",
    "how many": '{{ ngettext("%(num)s year", "%(num)s years", 3) }}',
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("source", SAID.values(), ids=SAID)
def test_a_message_is_the_same_whenever_it_is_translated(
    app: Flask, source: str, language: str
) -> None:
    values = {"points": "<1>", "word": "Sources"}
    template = "{% autoescape true %}" + source + "{% endautoescape %}"
    with app.test_request_context():
        g.reader = Reader(language)
        compiled = app.extensions[EXTENSION][language].from_string(template).render(values)
        said = app.jinja_env.from_string(template).render(values)

    assert compiled == said
    assert compiled


def test_messages_are_in_the_template_when_it_runs(app: Flask) -> None:
    written = {
        language: templates.compile('{{ _("Sources") }}', "a.html", raw=True)
        for language, templates in app.extensions[EXTENSION].items()
    }

    assert "'Quellen'" in written["de"]
    assert "'Sources'" in written["en"]
    assert not any("gettext" in source for source in written.values())
