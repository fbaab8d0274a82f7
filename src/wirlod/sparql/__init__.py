"""SPARQL as a text, before any engine sees it, and what a process that runs it may not do."""
