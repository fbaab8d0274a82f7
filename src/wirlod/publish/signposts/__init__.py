"""
What crawlers ask for before anything else: sitemap, robots.txt, security.txt, llms.txt.

- ``changes``   when the statements about each thing last changed
- ``sitemap``   the pages and when they changed
- ``texts``     the small files
- ``steps``     the step of publishing that writes them
"""
