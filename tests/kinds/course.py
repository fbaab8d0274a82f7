"""What a new kind, courses, and a new field of it add to a copy of the tree: each file once."""

KIND = '''"""Courses: what is taught, and where."""

from wirlod.kinds.kind import Bilingual, Facet, Kind

COURSE = Kind(
    name="course",
    one=Bilingual(de="Kurs", en="Course"),
    many=Bilingual(de="Kurse", en="Courses"),
    dataset="programme",
    classes=("schema:Course",),
    columns=("place", "sources"),
    facets=(Facet("place", Bilingual(de="Ort", en="Place")),),
    weight=3,
)
'''

RECORD = '''"""Courses: what is taught, and where."""

from collections.abc import Iterator
from typing import ClassVar

from wirlod.publish.records.cells import KeyCell, Text
from wirlod.publish.records.references import Source, Territory
from wirlod.publish.records.row import TableRow
from wirlod.publish.records.thing import Labels, Thing, refer, source_ids, thing_id


class Course(Thing, kw_only=True):
    """Something that is taught."""

    place: str | None = None


class CourseRow(TableRow, frozen=True, kw_only=True):
    """A row of ``courses.csv``."""

    file: ClassVar[str] = "courses.csv"
    target: ClassVar[str] = "course/{key}"

    key: KeyCell
    label: Text
    label_en: Text
    place: Territory
    sources: list[Source]

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the course."""
        yield Course(
            id=thing_id(target),
            type=["schema:Course"],
            identifier=self.key,
            label={"de": self.label, "en": self.label_en},
            place=refer(self.place),
            sources=source_ids(self.sources),
        )
'''

SHAPES = """@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <def/shapes/course#> .
@prefix thing: <def/shapes/thing#> .

<def/shapes/course> a owl:Ontology ; rdfs:label "Shapes für Kurse"@de, "Shapes for courses"@en .

shape:CourseShape a sh:NodeShape ;
    rdfs:label "Kurs"@de, "Course"@en ;
    rdfs:isDefinedBy <def/shapes/course> ;
    sh:targetClass schema:Course ;
    sh:closed true ;
    sh:ignoredProperties ( rdf:type ) ;
    sh:property thing:LabelShape, thing:IdentifierShape, thing:SourcesShape, shape:PlaceShape .

shape:PlaceShape a sh:PropertyShape ;
    sh:path schema:location ;
    sh:name "Ort"@de, "place"@en ;
    sh:minCount 1 ;
    sh:class dct:Location ;
    sh:message "Spalte place: ein Schlüssel aus territories.csv."@de,
        "Column place: a key of territories.csv."@en .
"""

TABLE = """key,label,label_en,place,sources
deutsch-kassel,Deutsch am Abend,German in the evening,kassel,https://example.org/kurse
"""

NEW_FILES = {
    "src/wirlod/kinds/course.py": KIND,
    "src/wirlod/publish/records/course.py": RECORD,
    "shapes/course.ttl": SHAPES,
    "data/courses.csv": TABLE,
}
"""What a new kind is made of."""

NEW_LINES = {
    "src/wirlod/kinds/__init__.py": (
        ("from wirlod.kinds.dataset", "from wirlod.kinds.course import COURSE\n"),
        ("        DATASET,", "        COURSE,\n"),
    ),
    "src/wirlod/publish/records/kinds.py": (
        (
            "from wirlod.publish.records.event",
            "from wirlod.publish.records.course import CourseRow\n",
        ),
        ("    TileRow,\n)", "    CourseRow,\n"),
    ),
}
"""File → a line that is there, and what comes before it: the two tables that name the kind."""

FIELD = {
    "data/courses.csv": (("sources\n", "hours,"), ("https://example.org/kurse", "40,")),
    "src/wirlod/publish/records/course.py": (
        ("    sources: list[Source]", "    hours: Count\n"),
        ("            sources=", "            hours=self.hours,\n"),
        ("KeyCell, Text", "Count, "),
        ("class CourseRow", '    hours: str\n    """How long it takes in all."""\n\n\n'),
    ),
    "src/wirlod/kinds/course.py": (('"sources")', '"hours", '),),
    "ontology/context.jsonld": (('    "language":', '    "hours": "schema:timeRequired",\n'),),
    "shapes/course.ttl": (
        ("shape:PlaceShape .", "shape:HoursShape, "),
        (
            "shape:PlaceShape a",
            "shape:HoursShape a sh:PropertyShape ; sh:path schema:timeRequired ; sh:minCount 1 ;\n"
            '    sh:name "Stunden"@de, "hours"@en ;\n'
            '    sh:message "Spalte hours: eine Zahl."@de, "Column hours: a number."@en .\n\n',
        ),
    ),
}
"""File → a line that is there, and what comes before it: what a field of it is made of."""
