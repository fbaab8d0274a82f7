"""
What more than one reach must read alike: numbers, sums, dates, periods, names of places, keys.
"""
