"""The text of a release: kept, laid out, cut into sentences, every place leading back to it."""
