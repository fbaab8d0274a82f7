"""
From a press release to proposed facts, each with the words that say it.

``text/`` makes the text readable without losing positions, ``names/`` finds bodies and people,
``told/`` what is told of the release, of handovers, figures and dates, ``grants/`` who is granted
what, ``review/`` what a person decides on. Nothing here publishes, and nothing here is random: the
same text and the same ``data/`` give the same facts.
"""
