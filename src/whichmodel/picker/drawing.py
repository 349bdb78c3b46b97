"""What the picker looks like: a state becomes lines of styled text, whatever the terminal."""

from typing import NamedTuple

from whichmodel.formats import words
from whichmodel.formats.columns import cells
from whichmodel.formats.widths import drawn, shortened
from whichmodel.picker.items import HEADING, HELD, RECENT, SNAPSHOT, TYPED, Row
from whichmodel.picker.state import BEST, RECENTLY, State

PLAIN, BOLD, DIM, CURSOR, WARNING, OVER, CHIP, PROMPT = (
    "", "bold", "dim", "cursor", "warning", "over", "chip", "prompt",
)  # fmt: skip
STYLES = (BOLD, DIM, CURSOR, WARNING, OVER, CHIP, PROMPT)
"""What a piece of text is; what that looks like is the terminal's affair."""

CURSOR_AT = "cursor at"
"""The style of an empty segment, where the terminal's own cursor belongs."""


class Segment(NamedTuple):
    """A piece of a line in one style; `press` is what a click on it presses."""

    style: str
    text: str
    press: str | Row | None = None


Line = list[Segment]

ASK = "search: "
HINT = "type what you look for: names, providers, tools, vision, >128k, <$1"
LIFECYCLES = {"retired": OVER, "unlisted": OVER, "deprecated": WARNING}
CHIPS = (
    ("tools", "tools", "^T"),
    ("vision", "vision", "^V"),
    ("free", "free", "^F"),
    ("mine", "only mine", "^O"),
    ("group", "by provider", "^G"),
)
"""What is switched, in which words, by which key."""

MANUAL = (
    ("letters, backspace", "search; ^W takes off a word, ^U everything"),
    ("up, down, wheel", "one row, or three"),
    ("page up, page down", "a screen; home and end go all the way"),
    ("right, left, tab", "dated snapshots of a model: open, close"),
    ("enter, or click twice", "choose the highlighted model"),
    ("^Y", "choose what you typed as it is, known here or not"),
    ("^T ^V ^F  (F2 F3 F4)", "only models that call tools, see pictures, are free"),
    ("^O  (F5)", "only providers whose key is set"),
    ("^G  (F6)", "results by provider, or the best first"),
    ("esc, ^C", "leave without choosing"),
)
LEAVE = "any key goes back to the list"


class Column(NamedTuple):
    """A column beside the ids, by its place in what `columns.cells` returns."""

    cell: int
    title: str
    width: int
    right: bool = False


COLUMNS = (
    Column(0, "context", 7, right=True),
    Column(1, "$ in / out", 15),
    Column(3, "capabilities", 27),
    Column(2, "created", 10),
    Column(4, "lifecycle", 24),
)
"""The most important first: where there is no room for one, a narrower one may still fit."""

GAP = 2
NARROWEST = 40
"""The columns that an id keeps, whatever else there is to show."""

LEADER = 2
"""The cursor's column and the one for a warning."""


# ── the whole screen ─────────────────────────────────────────────────────────────────────────────


def room(height: int) -> int:
    """How many rows of the list a screen of that height shows."""
    return max(1, height - sum(_frame(height)))


def _frame(height: int) -> tuple[int, int]:
    """How many lines are above the list, and how many below it."""
    if height >= 16:
        return 4, 6
    if height >= 9:
        return 2, 3
    return min(1, height - 1), height >= 3


def lines(state: State, width: int, height: int) -> list[Line]:
    """Exactly `height` lines, none wider than `width` columns; only rows in sight are looked at."""
    above, below = _frame(height)
    if state.helping:
        return _cut(_manual(), width, height)
    head = [_prompt(state)] if above else []
    if above > 1:
        head = [_title(state, width), *head]
    if above > 2:
        head += [_chips(state), _titles(width)]
    seen = state.rows[state.top : state.top + height - above - below]
    body = [
        _row(state, row, place == state.cursor, width)
        for place, row in enumerate(seen, start=state.top)
    ]
    body += [[] for _ in range(height - above - below - len(body))]
    return _cut([*head, *body, *_foot(state, below, width)], width, height)


def _cut(found: list[Line], width: int, height: int) -> list[Line]:
    """The lines made to fit."""
    fitting = [_fitted(line, width) for line in found[:height]]
    return fitting + [[] for _ in range(height - len(fitting))]


def _fitted(line: Line, width: int) -> Line:
    kept, left = [], width
    for segment in line:
        text = shortened(segment.text, left)
        left -= drawn(text)
        kept.append(segment._replace(text=text))
    return kept


# ── above the list ───────────────────────────────────────────────────────────────────────────────


def _title(state: State, width: int) -> Line:
    every = len(state.items.rows)
    number = f"{every:,}" if state.matching == every else f"{state.matching:,} of {every:,}"
    if state.matching == BEST < every and state.query and not state.filters:
        number = f"the best {number}"
    who = len(state.items.providers)
    left = f"{number} model{'s' * (every != 1)}, {who} provider{'s' * (who != 1)}"
    news = shortened(words.visible(state.news), width - drawn(left) - GAP)
    return [Segment(BOLD, left), Segment(DIM, news.rjust(width - drawn(left)))]


def _prompt(state: State) -> Line:
    if not state.query:
        return [Segment(PROMPT, ASK), Segment(CURSOR_AT, ""), Segment(DIM, HINT)]
    return [Segment(PROMPT, ASK), Segment(BOLD, state.query), Segment(CURSOR_AT, "")]


def _chips(state: State) -> Line:
    line = [Segment(PLAIN, "  ")]
    for name, title, key in CHIPS:
        on = name in state.filters or (name == "group" and state.grouped)
        line += [
            Segment(CHIP if on else PLAIN, f"[{'x' if on else ' '}] {title}", name),
            Segment(DIM, f" {key}", name),
            Segment(PLAIN, "  "),
        ]
    return line


def _columns(width: int) -> list[Column]:
    """The columns that fit beside the ids, from left to right."""
    left, fitting = width - LEADER - NARROWEST, []
    for column in COLUMNS:
        if GAP + column.width <= left:
            fitting.append(column)
            left -= GAP + column.width
    return sorted(fitting)


def _id_width(width: int) -> int:
    return width - LEADER - sum(GAP + column.width for column in _columns(width))


def _titles(width: int) -> Line:
    text = " " * LEADER + "model".ljust(_id_width(width))
    for column in _columns(width):
        text += " " * GAP + (
            column.title.rjust(column.width) if column.right else column.title.ljust(column.width)
        )
    return [Segment(DIM, text)]


# ── the list ─────────────────────────────────────────────────────────────────────────────────────


def _row(state: State, row: Row, lit: bool, width: int) -> Line:
    if row.kind == HEADING:
        return [Segment(BOLD, _heading(state, row, width))]
    mark, style = _mark(row)
    name, cells_ = _name(state, row, _id_width(width)), _cells(row, width)
    if lit:
        return [Segment(CURSOR, _padded(f">{mark}{name}{cells_}", width), row)]
    return [
        Segment(PLAIN, " ", row),
        Segment(style, mark, row),
        Segment(PLAIN, name, row),
        Segment(DIM, cells_, row),
    ]


def _heading(state: State, row: Row, width: int) -> str:
    if row.name == RECENTLY:
        return "Chosen before in this project"
    return shortened(_told(state, row.name), width)


def _told(state: State, provider: str) -> str:
    """How a provider's list is known, how old it is, and how much of it can be chosen from."""
    status = state.items.providers.get(provider)
    if status is None:
        return words.visible(provider)
    return words.visible(
        f"{status.name}: {words.outcome(status, *state.items.shown.get(provider, (0, 0)))}"
    )


def _mark(row: Row) -> tuple[str, str]:
    """A sign in front of what people had better not choose, and its style."""
    style = LIFECYCLES.get(row.model.lifecycle.status, PLAIN) if row.model else PLAIN
    if not style and row.model and row.model.lifecycle.retires_on:
        style = WARNING
    return ("!" if style or row.kind == HELD else " "), style


def _name(state: State, row: Row, width: int) -> str:
    """The id, whole if it fits, and how many snapshots are folded beneath."""
    indent = "  " if row.kind == SNAPSHOT else ""
    note = ""
    if row.kind == TYPED:
        note = "  as typed"
    elif row.folded:
        note = f"  {'-' if row.name in state.opened else '+'}{row.folded} dated"
    text = shortened(indent + words.visible(row.name), width - len(note)) + note
    return _padded(text, width)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - drawn(text))


def _cells(row: Row, width: int) -> str:
    if row.model is None:
        return ""
    phrases = cells(row.model)
    text = ""
    for column in _columns(width):
        cell = shortened(words.visible(phrases[column.cell]), column.width)
        text += " " * GAP + (
            cell.rjust(column.width) if column.right else _padded(cell, column.width)
        )
    return text


# ── below the list ───────────────────────────────────────────────────────────────────────────────


def _foot(state: State, below: int, width: int) -> list[Line]:
    """What is known of the highlighted model; first of all who says so and how old that is."""
    source = [Segment(DIM, _source(state))]
    if below < 3:
        return [source][:below]
    if below < 6:
        return [_facts(state), source, _keys(state)]
    rule = [Segment(DIM, "─" * width)]
    return [rule, _who(state), _facts(state), _more(state), source, _keys(state)]


def _who(state: State) -> Line:
    row = state.highlighted
    if row is None:
        advice = "take off a filter, or " * bool(state.filters) + "type what you want"
        return [Segment(DIM, f"nothing to choose from: {advice}")]
    name = row.model.name if row.model else None
    return [Segment(BOLD, words.visible(row.name)), Segment(DIM, _spaced(name or ""))]


def _spaced(*phrases: str) -> str:
    """Each phrase with a gap before it."""
    return "".join(" " * GAP + words.visible(phrase) for phrase in phrases if phrase)


def _facts(state: State) -> Line:
    row = state.highlighted
    if row is None:
        return []
    if row.model is None:
        return [Segment(DIM, "nothing is known of it here; it can be chosen all the same")]
    model = row.model
    size, price, _, able, stage = cells(model)
    output = words.tokens(model.max_output_tokens)
    paid = f"{price} per 1M" if "$" in price else price or "price unknown"
    facts = f"{size} context, {output} output" + _spaced(paid, able)
    return [Segment(PLAIN, facts), Segment(_mark(row)[1] or PLAIN, _spaced(stage))]


def _more(state: State) -> Line:
    row = state.highlighted
    if row is None or row.model is None:
        return []
    model = row.model
    sides = (model.input_modalities, model.output_modalities)
    takes = " -> ".join("+".join(side) if side else words.UNKNOWN for side in sides)
    gone = "no longer in this list" if row.kind == HELD else ""
    dates = f"created {words.since(model)}"
    stage = f"lifecycle {model.lifecycle.status}"
    return [
        Segment(DIM, dates + _spaced(stage, model.kind or "", takes)),
        Segment(WARNING, _spaced(gone)),
    ]


def _source(state: State) -> str:
    """How the list of the highlighted model's provider is known, and its age."""
    row = state.highlighted
    if row is None or row.model is None:
        return "free text" if row and row.kind in (TYPED, RECENT) else ""
    return _told(state, row.model.provider)


def _keys(state: State) -> Line:
    row = state.highlighted
    line = [Segment(PLAIN, "enter choose", "enter" if row else None)]
    if state.query.strip():
        line += [Segment(DIM, "  ^Y as typed", "as typed")]
    if row and row.folded:
        line += [Segment(DIM, "  tab dated", "turn")]
    return [*line, Segment(DIM, "  F1 keys", "help"), Segment(DIM, "  esc leave", "cancel")]


def _manual() -> list[Line]:
    keys = max(len(key) for key, _ in MANUAL) + GAP
    told: list[Line] = [[Segment(BOLD, "Keys")], []]
    told += [[Segment(BOLD, key.ljust(keys)), Segment(PLAIN, what)] for key, what in MANUAL]
    return [*told, [], [Segment(DIM, LEAVE)]]


def pressed(shown: list[Line], column: int, line: int) -> str | Row | None:
    """What a click presses, on the character of that column in that line."""
    end = 0
    for segment in shown[line] if 0 <= line < len(shown) else ():
        end += len(segment.text)
        if column < end:
            return segment.press
    return None
