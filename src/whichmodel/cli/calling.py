"""Calling models for a person: what is sent, what came back, what it cost, and what went wrong.

Only `run` and `try` use it. The call itself is run time's: any string is taken. What is known of
models is asked for afterwards, for the price and, where a model does not exist, for advice.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from typing import Any, NamedTuple

from whichmodel.cli import output
from whichmodel.discovery.errors import Unavailable, UsageError, WhichModelError
from whichmodel.discovery.model import Model, Price

ABSENT = ("not found", "does not exist", "not a valid model", "invalid model", "unknown model")
"""What providers that do not answer 404 say of a model that they do not have."""
MILLION = Decimal(1_000_000)
LONGEST_ERROR = 300


class Usage(NamedTuple):
    """Tokens of one call; `cached` are those of the input that were read from a cache."""

    input: int
    output: int
    cached: int = 0


class Answer(NamedTuple):
    """What came of one call; times in seconds from its start, None for what never came."""

    model: str
    text: str
    usage: Usage | None
    first_token: float | None
    total: float
    error: Exception | None


def add_call(parser: argparse.ArgumentParser) -> None:
    """The options of whoever calls a model."""
    parser.add_argument("--system", metavar="TEXT", help="instructions before the prompt")
    parser.add_argument("--max-tokens", type=int, metavar="N", help="of the answer, at most")
    parser.add_argument("--temperature", type=float, metavar="T")
    parser.add_argument("--timeout", type=float, metavar="SECONDS", help="for each call")
    parser.add_argument(
        "-o",
        "--option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        type=option,
        help="passed to LiteLLM as it is; VALUE is JSON or plain text (-o api_base=http://…)",
    )


def option(words: str) -> tuple[str, Any]:
    """`NAME=VALUE`, with the value read as JSON where it is JSON."""
    name, equals, value = words.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(f"{words!r} is not NAME=VALUE")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def options(args: argparse.Namespace) -> dict[str, Any]:
    """What is handed to LiteLLM besides the model and the messages."""
    named = {name: getattr(args, name) for name in ("max_tokens", "temperature", "timeout")}
    return {name: value for name, value in named.items() if value is not None} | dict(args.option)


def messages(args: argparse.Namespace, prompt: str) -> list[dict[str, str]]:
    """The conversation that is sent."""
    system = [{"role": "system", "content": args.system}] if args.system else []
    return [*system, {"role": "user", "content": prompt}]


def prompt(words: str | None) -> str:
    """The prompt: the words, and below them what is piped in. UsageError where there is neither."""
    piped = "" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.read()
    parts = [part for part in (words, piped.strip("\n")) if part]
    if not parts:
        raise UsageError("there is no prompt: give one, or pipe it in")
    return "\n\n".join(parts)


def ready() -> None:
    """Load LiteLLM, without its advertisements. Unavailable where it is not installed."""
    from whichmodel.runtime import _litellm

    try:
        litellm: Any = _litellm()
    except ImportError as error:
        raise Unavailable(str(error)) from None
    litellm.suppress_debug_info = True


def answer(
    model: str,
    said: list[dict[str, str]],
    handed: dict[str, Any],
    on_text: Callable[[str], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Answer:
    """Call a model, streaming; `on_text` hears each piece. An error is part of the answer."""
    from whichmodel.runtime import stream

    start = clock()
    first, pieces, usage, problem = None, [], None, None
    asked = {"stream_options": {"include_usage": True}, **handed}
    try:
        for chunk in stream(model, said, **asked):
            text, thought, used = _read(chunk)
            usage = used or usage
            if first is None and (text or thought):
                first = clock() - start
            if text:
                pieces.append(text)
                if on_text:
                    on_text(text)
    except Exception as error:  # noqa: BLE001 - LiteLLM raises what its providers' libraries raise
        problem = error
    return Answer(model, "".join(pieces), usage, first, clock() - start, problem)


def _read(chunk: Any) -> tuple[str, str, Usage | None]:
    """The text of a chunk, what was thought aloud, and the tokens, where it tells them."""
    choices = getattr(chunk, "choices", None) or ()
    delta = choices[0].delta if choices else None
    text = getattr(delta, "content", None) or ""
    thought = getattr(delta, "reasoning_content", None) or ""
    told = getattr(chunk, "usage", None)
    return text, thought, _usage(told) if told else None


def _usage(told: Any) -> Usage:
    details = getattr(told, "prompt_tokens_details", None)
    cached = getattr(details, "cached_tokens", None) or 0
    return Usage(told.prompt_tokens or 0, told.completion_tokens or 0, cached)


def cost(usage: Usage | None, price: Price | None) -> Decimal | None:
    """Dollars for a call; None where tokens or prices are not known."""
    if usage is None or price is None or price.input is None or price.output is None:
        return None
    cached = usage.cached if price.cache_read is not None else 0
    dollars = (
        (usage.input - cached) * Decimal(price.input)
        + cached * Decimal(price.cache_read or 0)
        + usage.output * Decimal(price.output)
    )
    return dollars / MILLION


def known_as(model: str) -> Model | None:
    """What is known of the model that a string names at run time; None where nobody knows it.

    A call has been made by then: a catalogue or configuration that cannot be read knows nothing.
    """
    from whichmodel.discovery.discover import recall
    from whichmodel.discovery.world import world
    from whichmodel.routing import route

    wanted = route(model).litellm_model
    prefix = wanted.partition("/")[0]
    with suppress(WhichModelError):
        known = world(dict(os.environ))
        rows = [row for row in known.providers.values() if row.prefix == prefix]
        return next((one for one in recall(known, rows).models if one.id == wanted), None)
    return None


class Spent(NamedTuple):
    """What a call cost, and who states the prices."""

    dollars: Decimal
    source: str

    def __str__(self) -> str:
        return f"${self.dollars:.6f} at prices of {self.source}"


def spent(given: Answer) -> Spent | None:
    """What a call cost; None where its tokens or the model's prices are not known."""
    from whichmodel.discovery.catalogue.explain import explained as facts

    model = known_as(given.model) if given.usage else None
    dollars = cost(given.usage, model.price) if model else None
    if model is None or dollars is None:
        return None
    won = next(fact for fact in facts(model) if fact.field == "price_input" and fact.won)
    return Spent(dollars, f"{won.source}, {won.at}")


def row(given: Answer) -> dict[str, Any]:
    """An answer as JSON."""
    from whichmodel.routing import route

    used, costs = given.usage, spent(given)
    return {
        "model": given.model,
        "litellm_model": route(given.model).litellm_model,
        "status": "failed" if given.error else "ok",
        "error": _line(given.error) if given.error else None,
        "text": given.text,
        "input_tokens": used.input if used else None,
        "output_tokens": used.output if used else None,
        "cost": f"{costs.dollars:f}" if costs else None,
        "currency": "USD" if costs else None,
        "price_source": costs.source if costs else None,
        "first_token_seconds": _seconds(given.first_token),
        "total_seconds": _seconds(given.total),
    }


def _seconds(duration: float | None) -> float | None:
    return None if duration is None else round(duration, 3)


def explained(model: str, error: Exception) -> Iterator[str]:
    """What to say of a failed call: one line, then advice where there is any."""
    yield f"{model}: {_line(error)}"
    if is_absent(error):
        yield from advice(model)


def _line(error: Exception) -> str:
    name = type(error).__name__
    words = " ".join(str(error).split())
    # LiteLLM begins with `litellm.NotFoundError:`, and often says the class a second time.
    for said in (f"litellm.{name}:", f"{name}:"):
        words = words.removeprefix(said).strip()
    cut = words if len(words) <= LONGEST_ERROR else words[: LONGEST_ERROR - 1] + "…"
    return f"{name}: {cut}".removesuffix(": ")


def is_absent(error: Exception) -> bool:
    """Whether a call failed because the model does not exist there."""
    status = getattr(error, "status_code", None)
    if status == 404:
        return True
    words = str(error).lower()
    return status == 400 and ("provider not provided" in words or any(w in words for w in ABSENT))


def advice(model: str) -> Iterable[str]:
    """What may have been meant, a line each; nothing where nothing is close."""
    from whichmodel.discovery.finding import suggest
    from whichmodel.discovery.world import world

    with suppress(WhichModelError):
        found = suggest(world(dict(os.environ)), model)
        return [f"  did you mean {one.id}? ({one.reason})" for one in found[:3]]
    return []


def piece(text: str) -> str:
    """Text of a model, as it is; on a terminal without what the terminal would obey."""
    if not sys.stdout.isatty():
        return text
    return "".join(c if c in "\n\t" else output.printable(c) for c in text)
