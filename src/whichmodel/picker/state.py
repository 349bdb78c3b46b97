"""What the picker does: a state, and the state after a key. Nothing here knows of a terminal."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from whichmodel.picker.items import FILTERS, HEADING, HELD, MODEL, SNAPSHOT, TYPED, Items, Row

Rank = Callable[[str, int | None], Sequence[int]]
"""The numbers of the models that words find, best first, and so many at most."""

BEST = 500
"""Nobody looks at more of what they searched for; whoever switches something on searches all."""

LONGEST = 200
"""Characters of a query: more than any model string has."""

WHEEL = 3
"""Rows for one turn of the wheel."""

RECENTLY = "recently"
"""The heading of what was chosen before in this project."""


class State(NamedTuple):
    """All that is on the screen, and what was decided.

    `rows` are the lines of the list, `cursor` the highlighted one, `top` the first that is seen,
    and `room` how many are seen. Once it is `over`, `answer` is what was chosen; None is nothing.
    """

    items: Items
    rank: Rank
    query: str = ""
    filters: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()
    grouped: bool = False
    rows: tuple[Row, ...] = ()
    matching: int = 0
    cursor: int = 0
    top: int = 0
    room: int = 10
    news: str = ""
    helping: bool = False
    answer: str | None = None
    over: bool = False

    @property
    def highlighted(self) -> Row | None:
        """The row that Enter chooses."""
        row = self.rows[self.cursor] if self.rows else None
        return None if row is None or row.kind == HEADING else row


def begun(
    items: Items, rank: Rank, query: str = "", filters: Iterable[str] = (), room: int = 10
) -> State:
    """The state of a list that was just opened."""
    first = State(items, rank, query=_clean(query), filters=frozenset(filters), room=max(1, room))
    return _listed(first)


def _clean(words: str) -> str:
    return "".join(char for char in words if char.isprintable())[:LONGEST]


# ── which rows there are ─────────────────────────────────────────────────────────────────────────


def _listed(state: State) -> State:
    """With the rows that the query and the filters leave, and the cursor on the first."""
    words = state.query.strip()
    shown: Sequence[int] = range(len(state.items.rows))
    if words:
        shown = state.rank(words, None if state.filters else BEST)
    for name in state.filters:
        able = state.items.able[name]
        shown = [number for number in shown if able[number]]
    rows = _tree(state, shown, bool(words))
    if state.grouped or not words:
        rows = _headed(rows)
    if words:
        rows.append(Row(TYPED, words))
    elif not state.filters:
        rows = [*_recent(state.items), *rows, *_silent(state.items)]
    return _at(state._replace(rows=tuple(rows), matching=len(shown), top=0), 0)


def _tree(state: State, shown: Sequence[int], ranked: bool) -> list[Row]:
    """The rows with snapshots folded under their alias; not one that was found before it."""
    items = state.items
    beneath = _beneath(items, shown, ranked)
    folded = {number for under in beneath.values() for number in under}
    rows = list(items.rows)
    for number, under in beneath.items():
        rows[number] = rows[number]._replace(folded=len(under))
    if not any(items.rows[number].name in state.opened for number in beneath):
        return [rows[number] for number in shown if number not in folded]
    found = []
    for number in shown:
        if number not in folded:
            found.append(rows[number])
            if rows[number].name in state.opened:
                found += [items.snapshots[each] for each in beneath.get(number, ())]
    return found


def _beneath(items: Items, shown: Sequence[int], ranked: bool) -> dict[int, list[int]]:
    """By the number of an alias, its snapshots among these that are folded under it."""
    place = {number: n for n, number in enumerate(shown)}
    beneath: dict[int, list[int]] = {}
    for number in [number for number in shown if items.alias[number] >= 0]:
        upper = items.alias[number]
        if upper in place and (not ranked or place[upper] < place[number]):
            beneath.setdefault(upper, []).append(number)
    return beneath


def _headed(rows: Iterable[Row]) -> list[Row]:
    """The rows of each provider under its heading; providers in the order of their first row."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.model is not None:
            groups.setdefault(row.model.provider, []).append(row)
    headed = []
    for provider, own in groups.items():
        headed += [Row(HEADING, provider), *own]
    return headed


def _recent(items: Items) -> list[Row]:
    return [Row(HEADING, RECENTLY), *items.recent] if items.recent else []


def _silent(items: Items) -> list[Row]:
    """Headings of providers without a model: they tell why there is none."""
    return [Row(HEADING, provider) for provider in items.providers if not items.shown.get(provider)]


# ── where the cursor is ──────────────────────────────────────────────────────────────────────────


def _at(state: State, place: int, direction: int = 1) -> State:
    """With the cursor there, or on the nearest row that can be chosen; and that row in sight."""
    rows = state.rows
    place = max(0, min(place, len(rows) - 1))
    for step in (direction, -direction):
        near = place
        while 0 <= near < len(rows) and rows[near].kind == HEADING:
            near += step
        if 0 <= near < len(rows):
            return _in_sight(state._replace(cursor=near))
    return state._replace(cursor=0, top=0)


def _in_sight(state: State) -> State:
    """Scrolled as little as shows the cursor, and the heading right above it where that fits."""
    first = state.cursor
    if state.room > 1 and first and state.rows[first - 1].kind == HEADING:
        first -= 1
    most = max(0, len(state.rows) - state.room)
    top = max(min(state.top, first, most), state.cursor - state.room + 1, 0)
    return state._replace(top=top)


def _find(rows: Sequence[Row], wanted: Row | None) -> int | None:
    """Where the row is now: the same line if it is there, else the same string elsewhere."""
    if wanted is None:
        return None
    same = [n for n, row in enumerate(rows) if row.name == wanted.name and row.kind != HEADING]
    same.sort(key=lambda n: (rows[n].kind != wanted.kind, _elsewhere(rows[n], wanted)))
    return same[0] if same else None


def _elsewhere(row: Row, wanted: Row) -> bool:
    """Whether the row is of another provider; two servers of one kind share a prefix."""
    one, other = row.model, wanted.model
    return one is not None and other is not None and one.provider != other.provider


def _kept(before: State, after: State) -> State:
    """With the row highlighted that was, on the same line of the screen, if it is still there."""
    place = _find(after.rows, before.highlighted)
    if place is None:
        return after
    line = before.cursor - before.top
    return _at(after._replace(top=max(0, place - line)), place)


def _relisted(state: State, **changes: object) -> State:
    """With something changed that changes the rows, and the same row highlighted."""
    return _kept(state, _listed(state._replace(**changes)))  # type: ignore[arg-type]


# ── what happens from outside ────────────────────────────────────────────────────────────────────


def resized(state: State, room: int) -> State:
    """With room for so many rows, at least one."""
    return _at(state._replace(room=max(1, room)), state.cursor)


def told(state: State, news: str) -> State:
    """With a word on how the refresh goes."""
    return state._replace(news=news)


def renewed(state: State, items: Items, rank: Rank) -> State:
    """With a newer list; the highlighted row stays, even where the newer list has it no more.

    Somebody may be about to press Enter: what they see highlighted is what they get.
    """
    after = _listed(state._replace(items=items, rank=rank))
    held = state.highlighted
    if held is not None and held.kind != TYPED and _find(after.rows, held) is None:
        place = min(state.cursor, len(after.rows))
        stays = held._replace(kind=HELD, folded=0)
        after = after._replace(rows=(*after.rows[:place], stays, *after.rows[place:]))
    return _kept(state, after)


# ── what a key does ──────────────────────────────────────────────────────────────────────────────


def press(state: State, key: str | Row) -> State:
    """The state after a key: a name of `KEYS`, one printable character, or a row clicked on."""
    if state.over:
        return state
    if isinstance(key, Row):
        return _clicked(state, key)
    if state.helping and key not in ENDS:
        return state._replace(helping=False)
    action = KEYS.get(key)
    if action:
        return action(state)
    if len(key) == 1 and key.isprintable():
        return _asked(state, state.query + key)
    return state


def _asked(state: State, query: str) -> State:
    """With another query, and the best that it finds highlighted."""
    return state if query == state.query else _listed(state._replace(query=query[:LONGEST]))


def _moved(state: State, by: int) -> State:
    return _at(state, state.cursor + by, 1 if by > 0 else -1)


def _clicked(state: State, row: Row) -> State:
    """Highlighted; chosen, where it was highlighted already."""
    place = _find(state.rows, row)
    if state.helping or place is None:
        return state._replace(helping=False)
    return _chosen(state) if place == state.cursor else _at(state, place)


def _chosen(state: State) -> State:
    row = state.highlighted
    return state._replace(answer=row.name, over=True) if row else state


def _as_typed(state: State) -> State:
    words = state.query.strip()
    return state._replace(answer=words, over=True) if words else state


def _opened(state: State) -> State:
    row = state.highlighted
    if row is None or row.kind != MODEL or not row.folded:
        return state
    return _relisted(state, opened=state.opened | {row.name})


def _closed(state: State) -> State:
    """With the snapshots folded again; the cursor goes from a snapshot to its alias."""
    row = state.highlighted
    if row is not None and row.kind == SNAPSHOT:
        state = _at(
            state, next(n for n in range(state.cursor, -1, -1) if _has_folds(state.rows[n]))
        )
        row = state.highlighted
    if row is None or row.name not in state.opened:
        return state
    return _relisted(state, opened=state.opened - {row.name})


def _has_folds(row: Row) -> bool:
    return row.kind == MODEL and row.folded > 0


def _turned(state: State) -> State:
    """Opened if it is closed, closed if it is open."""
    row = state.highlighted
    is_open = row is not None and (row.kind == SNAPSHOT or row.name in state.opened)
    return _closed(state) if is_open else _opened(state)


def _switching(name: str) -> Callable[[State], State]:
    return lambda state: _relisted(state, filters=state.filters ^ {name})


def _last_word_off(query: str) -> str:
    return query.rstrip()[: query.rstrip().rfind(" ") + 1]


def _cancelled(state: State) -> State:
    return state._replace(answer=None, over=True)


ENDS = ("cancel",)
KEYS: dict[str, Callable[[State], State]] = {
    "up": lambda state: _moved(state, -1),
    "down": lambda state: _moved(state, 1),
    "page up": lambda state: _moved(state, -state.room),
    "page down": lambda state: _moved(state, state.room),
    "home": lambda state: _at(state, 0),
    "end": lambda state: _at(state, len(state.rows) - 1, -1),
    "wheel up": lambda state: _moved(state, -WHEEL),
    "wheel down": lambda state: _moved(state, WHEEL),
    "open": _opened,
    "close": _closed,
    "turn": _turned,
    "enter": _chosen,
    "as typed": _as_typed,
    "backspace": lambda state: _asked(state, state.query[:-1]),
    "delete word": lambda state: _asked(state, _last_word_off(state.query)),
    "clear": lambda state: _asked(state, ""),
    "group": lambda state: _relisted(state, grouped=not state.grouped),
    "help": lambda state: state._replace(helping=True),
    "cancel": _cancelled,
    **{name: _switching(name) for name in FILTERS},
}
"""What the keys do, by the name of what they do; `terminal` knows which key that is."""
