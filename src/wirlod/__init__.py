"""
Linked open data of a funding programme, as a river with four reaches and two lakes.

- ``extract``: press-release text → proposed records, each fact with its sentence
- ``publish``: ``data/`` → an edition, one complete immutable publication
- ``query``:   reads one edition, or a SPARQL endpoint elsewhere
- ``web``:     speaks HTTP

Beneath them: ``edition`` (what lies in an edition), ``formats``, ``iris`` and ``namespaces``
(how things are written and addressed), ``settings`` and ``errors``. ``cli`` is the way in.
"""

__version__ = "0.1.0"
