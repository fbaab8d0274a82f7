"""
What more than one reach must read alike: numbers, sums, dates and periods as people write them.
"""
