"""
The worker: reads a question, writes the result into its pipe, says how it ended.

Results are written by the engine straight into the pipe. A worker may die at any point; whoever
reads the pipe finds out by its end.
"""

from http.client import HTTPException
from multiprocessing.connection import Connection
from typing import BinaryIO

import msgspec
from pyoxigraph import QueryTriples, serialize

from wirlod.errors import QueryError, QueryMalformed, QueryRefused
from wirlod.formats import GRAPH_FORMATS, RDF_XML, RESULT_FORMATS, RESULTS_XML
from wirlod.query.elsewhere import ENGINE
from wirlod.query.workers import wire
from wirlod.query.workers.respondents import Respondent, Result
from wirlod.query.workers.table import read_first_rows, write_excel_csv
from wirlod.saying import say, speaking
from wirlod.sparql import isolation
from wirlod.writing.xml_terms import check_triples, xml_file

WRITE_BYTES = 2**16

GRAPHS = {row.name: row.rdf for row in GRAPH_FORMATS}
RESULTS = {row.name: row.results for row in RESULT_FORMATS}


def serve_questions(
    connection: Connection, pipe: int, respondent: Respondent, memory_mb: int
) -> None:
    """Answer one question after the other until the other side is gone."""
    born_with = isolation.resident_bytes()
    connection.send_bytes(b"ready")
    with open(pipe, "wb", buffering=WRITE_BYTES) as file:
        while True:
            question = wire.receive(connection, wire.Question)
            with speaking(question.language):
                outcome = _answer(respondent, question, file)
            grown = isolation.resident_bytes() - born_with
            worn = outcome.worn or grown > memory_mb * 2**20 // 4
            wire.send(connection, msgspec.structs.replace(outcome, worn=worn))


def _answer(respondent: Respondent, question: wire.Question, file: BinaryIO) -> wire.Outcome:
    try:
        write_result(respondent.ask(question), question, file)
        file.flush()
    except QueryMalformed as error:
        return wire.Outcome("QueryMalformed", str(error), error.line, error.column)
    except QueryError as error:
        worn = not isinstance(error, QueryRefused)
        return wire.Outcome(type(error).__name__, str(error), worn=worn)
    except MemoryError:
        said = say("the query needs more memory than allowed")
        return wire.Outcome("QueryTooLarge", said, worn=True)
    except (SyntaxError, HTTPException) as error:  # an engine elsewhere broke off its answer
        said = say("{engine} broke off: {error}", engine=say(ENGINE), error=error)
        return wire.Outcome("EngineFailed", said, worn=True)
    except (ValueError, OSError, RuntimeError) as error:
        return wire.Outcome("QueryMalformed", str(error), worn=True)
    return wire.Outcome()


def write_result(result: Result, question: wire.Question, file: BinaryIO) -> None:
    """Write *result* as the *question* wants it."""
    if question.format == "html":
        file.write(msgspec.json.encode(read_first_rows(result, question.rows)))
    elif question.format == "excel":
        write_excel_csv(result, file)
    elif isinstance(result, QueryTriples) and question.format == RDF_XML.name:
        serialize(check_triples(result), xml_file(file), format=RDF_XML.rdf)
    elif isinstance(result, QueryTriples):
        result.serialize(file, GRAPHS[question.format])
    elif question.format == RESULTS_XML.name:
        result.serialize(xml_file(file), RESULTS[question.format])
    else:
        result.serialize(file, RESULTS[question.format])
