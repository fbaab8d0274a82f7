"""
HTTP itself: what a request asks for, and how an answer is sent.

Nothing here knows what is said of a thing: that is :mod:`wirlod.web.answers`, and how a person
sees it :mod:`wirlod.web.pages`.
"""
