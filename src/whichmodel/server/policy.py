"""How long answers are good for, and to whom they may be shown."""

from typing import NamedTuple


class Policy(NamedTuple):
    """Who may keep answers, and for how long: `private` where a token is asked for.

    `origins` are those of web pages that may read them (CORS); `*` is any.
    """

    private: bool = False
    seconds: int = 60
    origins: tuple[str, ...] = ()
