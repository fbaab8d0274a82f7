"""
What is said of a thing, a list, a query, in each form: one blueprint per family of addresses.

A view reads the request, calls one function of ``query/``, chooses a format, builds a response.
"""
