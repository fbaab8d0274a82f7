"""
Names in a text: bodies, places, people and their offices.
"""
