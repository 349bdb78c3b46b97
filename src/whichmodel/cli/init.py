"""`whichmodel init`: from the keys that are there to a configuration that runs."""

import argparse
import os
import shlex
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from whichmodel.cli import config, keys, output
from whichmodel.cli.keys import Keys
from whichmodel.cli.list import filtered, seconds
from whichmodel.configs import TARGETS
from whichmodel.configs.choice import Choice, litellm_url
from whichmodel.configs.target import Target
from whichmodel.discovery.catalogue.query import Query
from whichmodel.discovery.discover import recall, statuses
from whichmodel.discovery.errors import Unavailable, UsageError
from whichmodel.discovery.model import Catalogue, Provider, ProviderStatus
from whichmodel.discovery.providers import chosen, spellings
from whichmodel.discovery.world import World, askable, world
from whichmodel.picker.items import is_mine
from whichmodel.picker.questions import Option, Question

HELP = """Set up: find the keys in the environment and in .env, show which providers they
open, ask for a provider, a model and a target, and write the example configuration.
A key is neither shown nor written. What an option answers is not asked.

examples:
  whichmodel init
  whichmodel init --provider groq --target aider
  whichmodel init --yes
  whichmodel init --model groq/openai/gpt-oss-120b --target litellm -o litellm.yaml
"""
USUAL = "python"
"""The target that takes any model, in a file that nothing else is called."""

WISH = Query(capabilities=("tools",))
"""What a model has to have that nobody chose."""


class Setup(NamedTuple):
    """What is known, what was said on the command line, and whether questions can be asked."""

    known: World
    keys: Keys
    args: argparse.Namespace
    asks: bool

    @property
    def target(self) -> Target | None:
        """The target that is already known."""
        name: str | None = self.args.target or (USUAL if self.args.yes else None)
        return TARGETS[name] if name else None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `init`: one for each question."""
    parser.add_argument("--provider", metavar="NAME", help="whose model; any spelling")
    parser.add_argument(
        "--model", metavar="STRING", help="any model string, or the provider's own name of a model"
    )
    parser.add_argument(
        "--target", choices=TARGETS, metavar="TARGET", help="`whichmodel config` lists them"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="default: as the target calls it")
    parser.add_argument("--force", action="store_true", help="write over FILE if it exists")
    parser.add_argument(
        "--refresh",
        action=argparse.BooleanOptionalAction,
        help="ask the provider for its models before one is chosen; --yes does",
    )
    parser.add_argument(
        "--timeout", type=seconds, default=10.0, metavar="SECONDS", help="to ask; default: 10"
    )
    parser.add_argument(
        "--yes",
        action="store_true",
        help="ask no question: the newest model with tools of the first provider whose key is set,"
        f" for the target {USUAL}, unless other options say otherwise; tells what it decided",
    )


def run(args: argparse.Namespace) -> int:
    """Find the keys, ask what no option answers, write the file, tell what comes next."""
    setup = _begun(args)
    _check(setup)
    for warning in setup.known.warnings:
        output.say(f"whichmodel: {warning}")
    for line in keys.told(setup.known, setup.keys):
        output.say(line)
    choice = _choice(setup)
    name = args.target or (USUAL if args.yes else _asked_target(setup, choice))
    target = TARGETS[name]
    choice = choice._replace(key=target.key(choice))
    _check_fits(choice, target)
    path = args.output or target.FILE
    text = target.write((choice,), config.made(setup.known))
    config.save(path, text, args.force or (setup.asks and _may_overwrite(setup, path)))
    for line in next_steps(setup, choice, target, "stdout" if path == "-" else path):
        output.say(line)
    return 0


# ── before the first question ────────────────────────────────────────────────────────────────────


def _begun(args: argparse.Namespace) -> Setup:
    environ = dict(os.environ)
    known = world(environ)
    found = keys.gathered(known.providers.values(), environ, keys.dotenv())
    known = known._replace(environ=found.environ)
    return Setup(known, found, args, not args.yes and _has_terminal())


def _has_terminal() -> bool:
    from whichmodel.picker.terminal import terminal

    try:
        with terminal():
            return True
    except Unavailable:
        return False


def _check(setup: Setup) -> None:
    """What is wrong is said before anything is asked."""
    args = setup.args
    chosen(setup.known.providers, [args.provider] if args.provider else [])
    if args.model is not None and not args.model.strip():
        raise UsageError(f"--model {args.model!r} names no model")
    missing = [] if setup.asks or args.yes else missing_options(args)
    if missing:
        raise Unavailable(
            f"init needs a terminal to ask on; without one also say {', '.join(missing)}, "
            "or let --yes decide"
        )
    path = args.output or (setup.target and setup.target.FILE)
    if path and os.path.lexists(path) and not (setup.asks or args.force):
        raise Unavailable(f"{path} exists: --force writes over it, --output names another place")


def missing_options(args: argparse.Namespace) -> list[str]:
    """The options that answer what is still to be asked; a model's string tells its provider."""
    answered = {
        "--provider": args.provider or args.model,
        "--model": args.model,
        "--target": args.target,
    }
    return [name for name, answer in answered.items() if not answer]


# ── which model ──────────────────────────────────────────────────────────────────────────────────


def _choice(setup: Setup) -> Choice:
    """The model that an option names, that is decided, or that the person picks."""
    args = setup.args
    if args.model and not args.provider:
        return config.named_choice(setup.known, args.model)
    if not args.provider and args.yes:
        return _decided(setup)
    provider = _provider(setup)
    if args.model:
        return choice_at(setup.known, provider, args.model)
    if args.yes:
        return _newest(setup, [provider])
    return _picked(_refreshed(setup, provider), provider)


def choice_at(known: World, provider: Provider, words: str) -> Choice:
    """A provider's model, by its string or by the provider's own name, listed or not."""
    catalogue = recall(known, [provider])
    (status,) = catalogue.providers
    words = words.strip()
    for model in catalogue.models:
        if words in (model.id, model.model):
            return config.choice_of(known, provider, model, status)
    name = words.removeprefix(f"{provider.prefix}/")
    key = config.key_name(provider, known.environ)
    string = f"{provider.prefix}/{name}"
    return Choice(string, name, provider, key, None, config.unlisted(status))


def _decided(setup: Setup) -> Choice:
    """Of the first provider that can be used here and has one: its newest model with tools."""
    mine = [setup.known.providers[each.id] for each in _ranked(setup) if is_mine(each)]
    if not mine:
        raise Unavailable("no key is set, so --yes cannot decide: set one, or name a --provider")
    return _newest(setup, mine)


def _newest(setup: Setup, providers: list[Provider]) -> Choice:
    """The newest fitting model of the first provider that has one, and say so."""
    target = setup.target or TARGETS[USUAL]
    for provider in providers:
        known = _refreshed(setup, provider).known
        fitting = config.fitting_choices(known, [provider], WISH, target, named=True)
        for choice in islice(fitting, 1):
            _decide("provider", provider.name, _why(setup, provider))
            _decide("model", choice.string, f"its newest with tools; {choice.said}")
            if not setup.args.target:
                _decide("target", USUAL, "it takes any model")
            return choice
    names = ", ".join(provider.name for provider in providers)
    raise Unavailable(f"no listed model of {names} has tools: name one with --model")


def _why(setup: Setup, provider: Provider) -> str:
    """Why it is this provider."""
    if setup.args.provider:
        return "as you said"
    variable = setup.keys.variable(provider)
    return f"the first whose key is set: {variable}" if variable else "a server that has answered"


def _decide(question: str, answer: str, why: str) -> None:
    output.say(f"{question}: {answer}  ({why})")


def _check_fits(choice: Choice, target: Target) -> None:
    """A string that the target cannot keep, or cannot reach, is said before anything is written."""
    reason = config.unwritable(choice.string, target)
    if reason is None and not target.takes(choice):
        reason = f"{choice.string!r}: {target.FILE} has no way to say how it is reached"
    if reason:
        raise UsageError(f"{reason}; the targets litellm and python take any string")


# ── questions ────────────────────────────────────────────────────────────────────────────────────


def _provider(setup: Setup) -> Provider:
    """The one that was named, or that the person chooses: first those whose key is set."""
    known = setup.known
    if setup.args.provider:
        return chosen(known.providers, [setup.args.provider])[0]
    options = [Option(each.id, each.name, _note(setup, each)) for each in _ranked(setup)]
    answer = _ask(setup, "Which provider?", options)
    output.say(f"provider: {known.providers[answer].name}")
    return known.providers[answer]


def _ranked(setup: Setup) -> list[ProviderStatus]:
    """Whose key is set first, in the environment before `.env`; servers here that have answered;
    public lists; then all others that can be asked."""
    known = setup.known

    def place(status: ProviderStatus) -> int:
        here = status.key_found and setup.keys.variable(known.providers[status.id])
        order = (here and here not in setup.keys.added, here, is_mine(status))
        return next((n for n, fits in enumerate((*order, status.listing == "public")) if fits), 9)

    found = statuses(known, known.providers.values()).providers
    return sorted((each for each in found if known.providers[each.id].calls), key=place)


def _note(setup: Setup, status: ProviderStatus) -> str:
    """Where its key was found, or which one it needs; how many of its models are known."""
    variable = setup.keys.variable(setup.known.providers[status.id])
    models = f"{status.models} models"
    if variable:
        return f"{variable} in {setup.keys.place(variable)}; {models}"
    if status.listing == "local":
        return "a server on this machine"
    listed = "a public list; " * (status.listing == "public")
    return f"{listed}no key: needs {status.key_env[0]}; {models}" if status.key_env else models


def _refreshed(setup: Setup, provider: Provider) -> Setup:
    """With the provider's own list as it is now, if that is wanted and can be had."""
    key = setup.keys.variable(provider)
    if setup.args.refresh is False or not askable(provider, key is not None):
        return setup
    reason = setup.keys.withheld.get(provider.id)
    reason = "WHICHMODEL_OFFLINE is set" if setup.known.settings.offline else reason
    if reason:
        output.say(f"{provider.name} is not asked for its models: {reason}")
        return setup
    if setup.asks and setup.args.refresh is None and not _asked_refresh(setup, provider, key):
        return setup
    from whichmodel.cli.refresh import ask

    known = world(dict(os.environ), create=True)._replace(environ=setup.keys.environ)
    ask(known, [provider], True, setup.args.timeout)
    for warning in known.warnings:
        output.say(f"whichmodel: {warning}")
    return setup._replace(known=known)


def _asked_refresh(setup: Setup, provider: Provider, key: str | None) -> bool:
    (status,) = statuses(setup.known, [provider]).providers
    options = [
        Option("yes", "yes", f"with {key}" if key else "no key is needed"),
        Option("no", "no", f"choose from what is known: {keys.counted(status)}"),
    ]
    return _ask(setup, f"Ask {provider.name} for its models now?", options) == "yes"


def _picked(setup: Setup, provider: Provider) -> Choice:
    """The model that the person chooses from the provider's list, or types."""
    from whichmodel.picker import terminal
    from whichmodel.picker.items import collected
    from whichmodel.picker.ranking import ranking
    from whichmodel.picker.state import begun, told

    known = setup.known
    listed = filtered(recall(known, [provider]), Query(), "table", True)
    items = collected(_writable(setup, provider, listed))
    state = told(begun(items, ranking(items, spellings(known.providers))), "Which model?")
    answer = terminal.pick(state, terminal.Wanted(None, _colour(setup))).answer
    if answer is None:
        raise KeyboardInterrupt
    choice = choice_at(known, provider, answer)
    output.say(f"model: {choice.string}  ({choice.said})")
    return choice


def _writable(setup: Setup, provider: Provider, catalogue: Catalogue) -> Catalogue:
    """Without the models that a target, if it is known, could not use."""
    target = setup.target
    if target is None:
        return catalogue
    (status,) = catalogue.providers
    fitting = tuple(
        model
        for model in catalogue.models
        if not config.unwritable(model.id, target)
        if target.takes(config.choice_of(setup.known, provider, model, status))
    )
    return catalogue._replace(models=fitting)


def _asked_target(setup: Setup, choice: Choice) -> str:
    """The target that the person chooses among those that can use the model."""
    options = [
        Option(name, name, f"{target.FILE:<24}  {target.LINE.partition(': ')[2] or target.LINE}")
        for name, target in TARGETS.items()
        if target.takes(choice) and not config.unwritable(choice.string, target)
    ]
    answer = _ask(setup, "For which tool?", options)
    output.say(f"target: {answer}")
    return answer


def _may_overwrite(setup: Setup, path: str) -> bool:
    """Whether a file may be written over; Unavailable where the person keeps the one there is."""
    if not os.path.lexists(path):
        return False
    is_dotenv = os.path.basename(path) == keys.FILE
    lost = "; the keys in it are lost" * (is_dotenv and bool(setup.keys.added))
    options = [
        Option("keep", "keep it", "nothing is written"),
        Option("write", "write over it", f"what it says now is lost{lost}"),
    ]
    if _ask(setup, f"{path} exists. Write over it?", options) == "write":
        return True
    raise Unavailable(f"{path} is as it was: --output names another place")


def _ask(setup: Setup, title: str, options: Iterable[Option]) -> str:
    from whichmodel.picker.asking import ask

    return ask(Question(title, tuple(options)), _colour(setup))


def _colour(setup: Setup) -> bool:
    return not setup.known.environ.get("NO_COLOR")


# ── afterwards ───────────────────────────────────────────────────────────────────────────────────


def next_steps(setup: Setup, choice: Choice, target: Target, path: str) -> Iterable[str]:
    """What was written, what is still missing, and what to type next."""
    elsewhere = f"  (here {target.FILE} is {path})" if path != target.FILE else ""
    yield f"wrote {path}"
    yield from config.advice((choice,), setup.known.environ)
    if choice.key in setup.keys.added:
        yield f"{choice.key} is in {keys.FILE} only. Load it:  {keys.LOAD}"
    reason = choice.provider and setup.keys.withheld.get(choice.provider.id)
    if reason:
        yield f"{reason}: load it before init, or check what {path} says"
    yield f"next:  {target.RUN}{elsewhere}"
    if litellm_url(choice) is None:  # else the call needs the address, which is in the file
        yield f"or try the model alone:  whichmodel run {shlex.quote(choice.string)} 'Say hello.'"
