"""`whichmodel config`: an example configuration of a tool, with models that are listed today."""

import argparse
import os
from collections.abc import Iterable
from itertools import islice

from whichmodel import __version__
from whichmodel.cli import output
from whichmodel.cli.list import add_wishes, count
from whichmodel.cli.translate import apart
from whichmodel.configs import TARGETS
from whichmodel.configs.choice import Choice
from whichmodel.configs.choosing import by_need
from whichmodel.configs.target import Target
from whichmodel.discovery.catalogue.query import Query
from whichmodel.discovery.discover import recall
from whichmodel.discovery.errors import Unavailable, UsageError
from whichmodel.discovery.model import (
    CAPABILITIES,
    OVER,
    Catalogue,
    Model,
    Provider,
    ProviderStatus,
)
from whichmodel.discovery.providers import chosen, key_variable
from whichmodel.discovery.world import World, world

HELP = """Write an example configuration that a tool accepts, with models that are listed: the
ones you name, or the newest that have what you need, of providers whose key is set first.
Keys are written as names of environment variables. Without TARGET: the list of targets.

examples:
  whichmodel config litellm --model groq/openai/gpt-oss-120b
  whichmodel config massgen --count 3 --tools --min-context 100k --max-price 1
  whichmodel config aider --provider anthropic -o .aider.conf.yml
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `config`."""
    parser.add_argument(
        "target", nargs="?", choices=TARGETS, metavar="TARGET", help="default: list the targets"
    )
    parser.add_argument(
        "--model",
        action="append",
        default=[],
        dest="models",
        metavar="STRING",
        help="any model string, listed or not; may be repeated, the first is used first",
    )
    parser.add_argument("--provider", action="append", default=[], dest="providers", metavar="NAME")
    add_wishes(parser)
    parser.add_argument("--count", type=count, metavar="N", help="how many models; default: 1")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write there, not over what exists; default: -, stdout",
    )
    parser.add_argument("--force", action="store_true", help="write over FILE if it exists")
    output.add_format(parser, ("table", "json"))


def run(args: argparse.Namespace) -> int:
    """Write the file, or list what can be written."""
    if args.target is None:
        return _list(args.format)
    if args.format != "table":
        raise UsageError("--format is for the list of targets: a file has its tool's own format")
    known = world(dict(os.environ))
    target = TARGETS[args.target]
    choices = tuple(each._replace(key=target.key(each)) for each in _choices(known, args, target))
    text = target.write(choices, made(known))
    if args.output in (None, "-"):
        output.write(text)
    else:
        save(args.output, text, args.force)
        output.say(f"whichmodel: wrote {args.output}. Use: {target.RUN}")
    for line in (*known.warnings, *advice(choices, known.environ)):
        output.say(f"whichmodel: {line}")
    return 0


def _list(form: str) -> int:
    if form == "json":
        from whichmodel.formats.json import indented

        rows = [
            {"target": name, "file": each.FILE, "description": each.LINE, "use": each.RUN}
            | {"docs": each.DOCS}
            for name, each in TARGETS.items()
        ]
        output.write(indented({"schema": 1, "targets": rows}) + "\n")
    else:
        wide, wider = max(map(len, TARGETS)), max(len(each.FILE) for each in TARGETS.values())
        for name, each in TARGETS.items():
            output.write(f"{name:<{wide}}  {each.FILE:<{wider}}  {each.LINE}\n")
    return 0


def _choices(known: World, args: argparse.Namespace, target: Target) -> Iterable[Choice]:
    """What was named, then what fits, until there are enough."""
    providers = chosen(known.providers, args.providers)
    named = [named_choice(known, words) for words in args.models]
    for choice in named:
        _check(choice, target)
    wanted = max(args.count or 1, len(named))
    if wanted == len(named):
        return named
    fitting = (
        each
        for each in fitting_choices(known, providers, query(args), target, bool(args.providers))
        if each.string not in args.models
    )
    found = [*named, *islice(fitting, wanted - len(named))]
    if len(found) < wanted:
        raise Unavailable(too_few(len(found), wanted, args.target))
    return found


def too_few(found: int, wanted: int, target: str) -> str:
    """What to do where less fits than was asked for."""
    if not found:
        return f"no listed model fits that {target} can use: ask for less, or name one with --model"
    return f"only {found} of {wanted} models fit: ask for less, or --count {found}"


def query(args: argparse.Namespace) -> Query:
    """What a model has to have."""
    return Query(
        capabilities=tuple(name for name in CAPABILITIES if getattr(args, name)),
        min_context=args.min_context,
        max_price=args.max_price,
    )


def fitting_choices(
    known: World, providers: list[Provider], wish: Query, target: Target, named: bool
) -> Iterable[Choice]:
    """Listed models that fit and that the target can use, best first.

    What a server on this machine might run counts only if it says so itself, or was asked for.
    """
    catalogue = recall(known, providers)
    status = {each.id: each for each in catalogue.providers}
    ours = {each.id for each in catalogue.providers if each.key_found or each.listing == "local"}

    def written(model: Model) -> Choice:
        return choice_of(known, known.providers[model.provider], model, status[model.provider])

    def takes(model: Model) -> bool:
        is_there = status[model.provider].listing != "local" or model.listed.source != "catalogue"
        if not (is_there or named) or unwritable(model.id, target):
            return False
        return target.takes(written(model))

    return map(written, by_need(catalogue.models, wish, ours, takes))


def named_choice(known: World, words: str) -> Choice:
    """A model as somebody named it, whether it is listed or not."""
    provider_id, model = apart(known, words) if words.strip() else (None, "")
    if not model:
        raise UsageError(f"--model {words!r} names no model")
    if provider_id is None:
        return Choice(words, words, None, "", None, unlisted(None))
    provider = known.providers[provider_id]
    catalogue = recall(known, [provider])
    (status,) = catalogue.providers
    found = found_in(catalogue, model)
    if found is not None:
        return choice_of(known, provider, found, status)
    key = key_name(provider, known.environ)
    return Choice(f"{provider.prefix}/{model}", model, provider, key, None, unlisted(status))


def found_in(catalogue: Catalogue, name: str) -> Model | None:
    """The model with this very name."""
    return next((model for model in catalogue.models if model.model == name), None)


def choice_of(known: World, provider: Provider, model: Model, status: ProviderStatus) -> Choice:
    """A listed model, ready to be written down."""
    key = key_name(provider, known.environ)
    return Choice(model.id, model.model, provider, key, model, said(model, status))


def key_name(provider: Provider, environ: dict[str, str]) -> str:
    """The variable that holds the key, or is the usual one; "" where it takes more or none."""
    if provider.auth in ("aws", "google"):
        return ""
    usual = "" if provider.listing == "local" else next(iter(provider.key_env), "")
    return key_variable(provider, environ) or usual


def said(model: Model, status: ProviderStatus) -> str:
    """How we know of a model, and what is known that one chooses by."""
    from whichmodel.formats.words import age, money
    from whichmodel.formats.words import tokens as sized

    old = "" if status.age_seconds is None else f", {age(status.age_seconds)} old"
    source = f"catalogue of {status.fetched_at}" if status.source == "catalogue" else status.source
    parts = [f"listed; source {source}, status {status.status}{old}"]
    if model.lifecycle.status not in ("active", "unknown"):
        parts.append(model.lifecycle.status)
    if model.context_window:
        parts.append(f"{sized(model.context_window)} tokens")
    if model.price and model.price.input and model.price.output:
        parts.append(f"{money(model.price.input)} in, {money(model.price.output)} out per 1M")
    return "; ".join(parts)


def unlisted(status: ProviderStatus | None) -> str:
    """What is said of a model that nobody lists: it may be newer than every list."""
    where = f"; {status.name}: source {status.source}, status {status.status}" if status else ""
    return f"in no list that is known here, written as it was given{where}"


def _check(choice: Choice, target: Target) -> None:
    reason = unwritable(choice.string, target)
    if reason:
        raise UsageError(reason)
    if not target.takes(choice):
        raise UsageError(
            f"{choice.string!r}: {target.FILE} has no way to say how it is reached; the targets "
            "litellm and python take any string"
        )


def unwritable(string: str, target: Target) -> str | None:
    """Why a string cannot stand in the target's file; None where it can."""
    if not string.isprintable():
        return f"{string!r} has characters that no configuration can hold"
    mark = next((mark for mark in target.EXPANDS if mark in string), None)
    return f"{string!r}: {target.FILE} would not keep {mark!r} as it is" if mark else None


def made(known: World) -> str:
    """What made the file, and when."""
    return f"An example, written by whichmodel {__version__} at {known.time}. Change what you like."


def save(path: str, text: str, force: bool) -> None:
    """Write a new file, or on stdout where that is called `-`; an old one only if that was said."""
    if path == "-":
        output.write(text)
        return
    try:
        with open(path, "w" if force else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise Unavailable(f"{path} exists: --force writes over it") from None
    except OSError as error:
        raise Unavailable(f"{path}: {error.strerror}: name another place with -o") from None


def advice(choices: Iterable[Choice], environ: dict[str, str]) -> Iterable[str]:
    """What stands between this file and an answer, as far as we know."""
    missing: dict[str, Provider | None] = {}
    for choice in choices:
        if choice.known is None:
            yield f"{choice.string} is in no list that is known here, and is written as it is"
        elif choice.known.lifecycle.status in (*OVER, "deprecated"):
            yield f"{choice.string} is {choice.known.lifecycle.status}: `whichmodel show` tells"
        if choice.key and not environ.get(choice.key, "").strip():
            missing[choice.key] = choice.provider
    for key, provider in missing.items():
        yield f"set {key}{_where(provider)}"


def _where(provider: Provider | None) -> str:
    return f" ({provider.keys_url})" if provider and provider.keys_url else ""
