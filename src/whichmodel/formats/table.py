"""What people see on a terminal: under each provider how it went, then its models in columns."""

from whichmodel.formats.columns import by_provider, cells, counts
from whichmodel.formats.widths import ELLIPSIS, drawn, shortened
from whichmodel.formats.words import ARROW, UNKNOWN, outcome, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from whichmodel.discovery.model import Catalogue, Model, ProviderStatus

MARGIN = "  "
GAP = 2
UNLIMITED = 1 << 30

CONTEXT, PRICE, CREATED, CAPABILITIES, LIFECYCLE = range(5)
"""Positions in what `columns.cells` returns."""

IMPORTANCE = (LIFECYCLE, CONTEXT, PRICE, CAPABILITIES, CREATED)
DATED = len("retired 2026-03-09…")
"""The lifecycle is shortened to no less than this."""

BOLD, DIM, RED, YELLOW, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[33m", "\x1b[0m"
STYLES = {UNKNOWN: DIM, "retired": RED, "retires": YELLOW, "deprecated": YELLOW}
"""The colour of a cell by its first word."""


def render(catalogue: "Catalogue", width: int | None = None, colour: bool = False) -> str:
    """Draw all providers and their models, ids whole, each line in at most `width` columns.

    Where that is too narrow, columns are dropped and the last is shortened; a line that an id
    alone makes wider stays so. Without a width nothing is left out.
    """
    room = UNLIMITED if width is None else width
    lines: list[str] = []
    rows: list[str] = []
    for provider, models in by_provider(catalogue):
        # Providers of which there is only a heading stand close together.
        lines += [""] if lines and (rows or models) else []
        rows = drawn_rows(models, room, colour) if models else []
        lines += [_heading(provider, models, room, colour), *rows]
    return "".join(f"{line}\n" for line in lines)


def _heading(provider: "ProviderStatus", models: "list[Model]", room: int, colour: bool) -> str:
    told = outcome(provider, *counts(provider, models))
    text = shortened(f"{visible(provider.name)}: {told}", room)
    return f"{BOLD}{text}{PLAIN}" if colour else text


def drawn_rows(models: "list[Model]", room: int = UNLIMITED, colour: bool = False) -> list[str]:
    """A line for each model, in aligned columns that together are at most `room` wide."""
    ids = [visible(model.id) for model in models]
    rows = [tuple(map(visible, cells(model))) for model in models]
    widths = [drawn(model_id) for model_id in ids]
    wanted = [max(map(drawn, column)) for column in zip(*rows, strict=True)]
    aligned = _id_column(widths, wanted, room)
    # An id that is wider than its column leaves its own row fewer or narrower cells.
    plans = {width: placed(width, wanted, room) for width in {max(aligned, w) for w in widths}}
    return [
        _row(model_id, width, row, plans[max(aligned, width)], colour)
        for model_id, width, row in zip(ids, widths, rows, strict=True)
    ]


def _id_column(widths: list[int], wanted: list[int], room: int) -> int:
    """The width of the longest id that leaves the other columns room, or half of it."""
    needed = sum(GAP + min(width, DATED) for width in wanted if width)
    most = max(room - len(MARGIN) - needed, room // 2)
    return max((width for width in widths if width <= most), default=0)


def placed(id_width: int, wanted: "Sequence[int]", room: int) -> list[tuple[int, int, int]]:
    """Which columns fit beside an id, as (column, start, width), from left to right.

    `wanted` holds the width of each column, `room` that of the line. The most important columns
    come first; what is left over goes to the lifecycle.
    """
    left = room - len(MARGIN) - id_width
    given: dict[int, int] = {}
    for column in IMPORTANCE:
        least = min(wanted[column], DATED) if column == LIFECYCLE else wanted[column]
        if least and GAP + least <= left:
            given[column] = least
            left -= GAP + least
    if LIFECYCLE in given:
        given[LIFECYCLE] += min(left, wanted[LIFECYCLE] - given[LIFECYCLE])
    places, start = [], len(MARGIN) + id_width
    for column in sorted(given):
        places.append((column, start + GAP, given[column]))
        start += GAP + given[column]
    return places


def _row(
    model_id: str,
    id_width: int,
    row: tuple[str, ...],
    places: list[tuple[int, int, int]],
    colour: bool,
) -> str:
    text, at = MARGIN + model_id, len(MARGIN) + id_width
    for column, start, width in places:
        cell = _fitting(row[column], width)
        if cell:
            text += " " * (start - at) + (_painted(cell) if colour else cell)
            at = start + drawn(cell)
    return text


def _fitting(cell: str, width: int) -> str:
    """The cell, without a replacement that is too long: half an id is of no use."""
    if drawn(cell) <= width:
        return cell
    return shortened(cell.partition(ARROW)[0] + ELLIPSIS, width)


def _painted(cell: str) -> str:
    style = STYLES.get(cell.partition(" ")[0])
    return f"{style}{cell}{PLAIN}" if style else cell
