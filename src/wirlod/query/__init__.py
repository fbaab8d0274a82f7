"""Reads one edition, or a SPARQL endpoint elsewhere; knows no HTTP framework."""
