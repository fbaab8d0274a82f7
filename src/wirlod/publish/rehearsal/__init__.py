"""
The rehearsal: the harvesters of portals played against an edition before it is switched to.

- ``site``        what is asked, and how it answers
- ``harvest``     what a portal takes: HEAD, GET, parse, follow pages, identities
- ``comparison``  what a portal would add, change and delete
- ``addresses``   whether everything the catalogue names answers as stated
- ``mqa``         the metadata quality score of data.europa.eu
- ``fair``        the FAIR metrics of a dataset's page
- ``verdict``     all of it, as published at ``/quality``
- ``steps``       the step of publishing
"""
