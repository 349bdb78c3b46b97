import os
from pathlib import Path

from hypothesis import given
from samples import catalogues
from server.extras import needs

needs("serve")

from whichmodel.discovery.model import Catalogue
from whichmodel.server import metrics, orders, rows
from whichmodel.server.edition import KEPT, Answer, current, load, write
from whichmodel.server.policy import Policy
from whichmodel.server.prepared import PLAIN, Kind

KIND = Kind("text/plain", ("origin",), immutable=True)


def put(root: Path, name: str, body: bytes) -> None:
    told = {"edition": name, "names": "x"}
    write(str(root), told, {"groq": "groq"}, [Answer(("/a", "/b"), body, KIND)], {"extra": b"e"})


def test_an_edition_is_read_as_it_was_written(tmp_path: Path) -> None:
    body = b"some text " * 200
    put(tmp_path, "0001", body)
    name = current(str(tmp_path))
    edition = load(str(tmp_path), name, Policy())
    assert (name, edition.name, edition.spellings) == ("0001", "0001", {"groq": "groq"})
    for path in ("/a", "/b"):
        plain = edition.answers[path].codings[PLAIN]
        assert bytes(plain.data) == body
        assert (b"content-type", b"text/plain") in plain.found
        assert set(edition.answers[path].codings) == {PLAIN, b"br", b"zstd", b"gzip"}
    assert Path(edition.directory, "extra").read_bytes() == b"e"


def test_an_edition_that_was_taken_away_goes_on_answering_who_has_it(tmp_path: Path) -> None:
    put(tmp_path, "0001", b"old")
    old = load(str(tmp_path), "0001", Policy())
    for number in range(2, KEPT + 3):
        put(tmp_path, f"{number:04}", b"new")
    assert not Path(old.directory).exists()
    assert bytes(old.answers["/a"].codings[PLAIN].data) == b"old"
    assert len([each for each in os.scandir(tmp_path) if each.is_dir()]) == KEPT


def test_before_the_first_edition_there_is_none(tmp_path: Path) -> None:
    assert current(str(tmp_path)) == ""


@given(catalogues())
def test_a_catalogue_comes_through_but_for_what_its_statements_say(found: Catalogue) -> None:
    models, _ = rows.read(rows.written(found, {}))
    assert models == found


def test_counts_of_all_workers_are_added(tmp_path: Path) -> None:
    for worker in (0, 1, 2):
        metrics.save(str(tmp_path), worker, {("/a", "200"): worker + 1})
    others = metrics.others(str(tmp_path), 0)
    assert metrics.summed([{("/a", "200"): 10}, others]) == {("/a", "200"): 15}
    text = metrics.text({("/a", "200"): 15}, {"x": ("What.", 1.5)}).decode()
    assert 'whichmodel_requests_total{route="/a",status="200"} 15\n' in text
    assert text.endswith("x 1.5\n")


def test_an_order_is_taken_once(tmp_path: Path) -> None:
    orders.leave(str(tmp_path), ["groq"])
    orders.leave(str(tmp_path), [])
    assert sorted(orders.take(str(tmp_path))) == [[], ["groq"]]
    assert orders.take(str(tmp_path)) == []
