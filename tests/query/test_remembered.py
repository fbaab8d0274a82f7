"""What is costly to find out is found out once."""

from threading import Barrier, Thread

from wirlod.query.remembered import Remembered


def test_many_who_ask_at_once_find_out_once() -> None:
    remembered, together, found = Remembered(4), Barrier(8), []

    def ask() -> None:
        together.wait()
        remembered.get("grants", lambda: found.append(1))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [1]


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    remembered, found = Remembered(2), []
    for question in "abaca":
        remembered.get(question, lambda question=question: found.append(question))
    remembered.get("b", lambda: found.append("b"))

    assert "".join(found) == "abcb"
