"""
From a press release to proposed facts, each with the words that say it.

A transparent grammar, no model: ``document`` decodes, ``reading`` makes the text readable
without losing positions, ``sentences`` splits, one module per kind of fact finds, ``release``
puts them together, ``proposal`` writes what a person reviews. Nothing here publishes, and
nothing here is random: the same text and the same ``data/`` give the same facts.
"""
