"""
A second reader, by choice: a language model is asked, and believed only what can be proved.
"""
