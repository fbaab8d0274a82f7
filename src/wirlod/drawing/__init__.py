"""
What pictures are drawn with: the charts of an edition, and answers to questions, in one way.

A picture follows the theme of the page around it (``elements``), or stands alone (``alone``). What
is certain is dark; what may be besides is pale; what is open has an arrow.
"""
