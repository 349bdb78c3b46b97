"""What a search found: models in ranked order, with the reasons where they are asked for."""

from whichmodel.formats.table import DIM, PLAIN, UNLIMITED, drawn_rows
from whichmodel.formats.widths import shortened
from whichmodel.formats.words import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from whichmodel.discovery.matching.search import Hit
    from whichmodel.discovery.model import Catalogue, Model


MARGIN = "      "


def table(
    models: "list[Model]",
    reasons: "Sequence[tuple[str, ...]] | None" = None,
    width: int | None = None,
    colour: bool = False,
) -> str:
    """Draw the models in their order, each with its reasons beneath if there are any."""
    room = UNLIMITED if width is None else width
    rows = drawn_rows(models, room, colour) if models else []
    if reasons is None:
        return "".join(f"{row}\n" for row in rows)
    lines = []
    for row, why in zip(rows, reasons, strict=True):
        words = shortened(MARGIN + visible("; ".join(why)), room)
        lines += [row, f"{DIM}{words}{PLAIN}" if colour else words]
    return "".join(f"{line}\n" for line in lines)


def as_json(catalogue: "Catalogue", hits: "Iterable[Hit]") -> str:
    """The envelope with its rows in ranked order; beside them `matches`, why each is there."""
    from whichmodel.formats.envelope import envelope
    from whichmodel.formats.json import indented

    matches = [
        {"id": hit.entry.id, "score": hit.score, "reasons": list(hit.reasons)} for hit in hits
    ]
    return indented({**envelope(catalogue), "matches": matches}) + "\n"
