"""
How what is said is written in HTML: texts in their own language, and links.

Templates write these as filters, ``{{ value | show }}``: a page has a hundred of them, and a macro
of a template takes ten times as long.
"""

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from wirlod.web.pages.naming import Value
from wirlod.web.pages.reading import Reader, message

QUOTED = message("“%(text)s”")

Filter = Callable[..., Markup]


def make_filters(reader: Reader) -> dict[str, Filter]:
    """Make the filters for pages that *reader* reads."""
    quoted = Markup(reader.gettext(QUOTED))

    def lang(value: Value) -> Markup:
        """Name the language of a text that is in another than the page."""
        if not value.language or value.language == reader.language:
            return NOTHING
        return Markup(f' lang="{escape(value.language)}"')

    def worded(value: Value) -> Markup:
        """Write a text, in its language."""
        text, language = escape(value.text), lang(value)
        return Markup(f"<span{language}>{text}</span>") if language else text

    def show(value: Value) -> Markup:
        """Write a text, with the link to what it names."""
        if not value.address:
            return worded(value)
        address, text = escape(value.address), escape(value.text)
        more = f'{lang(value)} rel="external"' if value.foreign else lang(value)
        return Markup(f'<a href="{address}"{more}>{text}</a>')

    def shown(values: Iterable[Value]) -> Markup:
        """Write several, with commas between."""
        return COMMA.join(map(show, values))

    def quote(value: Value) -> Markup:
        """Write a text in quotation marks; those in it become single ones."""
        return quoted % {"text": show(value).replace("„", "‚").replace("“", "‘")}

    return {"lang": lang, "worded": worded, "show": show, "shown": shown, "quoted": quote}


NOTHING, COMMA = Markup(""), Markup(", ")
