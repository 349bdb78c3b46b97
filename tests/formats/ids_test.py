"""One id a line, whole, and safe to print."""

from hypothesis import given
from samples import GEMMA, KIMI, LLAMA, SMALL, catalogue, catalogues, model

from whichmodel.discovery.model import Catalogue
from whichmodel.formats.ids import render


def test_one_id_a_line() -> None:
    assert render(SMALL) == f"{LLAMA.id}\n{KIMI.id}\n{GEMMA.id}\n"


def test_no_models_are_no_lines() -> None:
    assert render(catalogue()) == ""


def test_an_id_cannot_command_the_terminal_or_add_a_line() -> None:
    assert render(catalogue(model("a/\x1b[2J\nrm"))) == "a/\ufffd[2J\ufffdrm\n"


@given(catalogues())
def test_as_many_lines_as_models(hostile: Catalogue) -> None:
    assert len(render(hostile).splitlines()) == len(hostile.models)
