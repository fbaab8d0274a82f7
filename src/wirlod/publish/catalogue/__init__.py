"""
The catalogue of an edition: DCAT-AP.de for portals, VoID for linked data, files to download.

- ``history``       when each dataset first appeared and last changed
- ``coverage``      the time and places that the data speak of
- ``quality``       how good the data are, in shares
- ``figures``       what both need, picked out of every portion
- ``nodes``         what the catalogue says, as structures
- ``description``   from all of this to nodes
- ``vocabulary``    values of other people's lists, with their types
- ``writing``       nodes + ``ontology/catalogue-context.jsonld`` → files

The catalogue never passes through the store, which would rewrite ``xsd:nonNegativeInteger``.
"""
