"""What may stand where the cursor is: asked by a shell at every press of Tab.

`shells/` holds what the shells run; it starts Python with next to nothing and calls `main`. What is
said here comes from two text files in the cache: the words of the command line, written by
`grammar.py` from the parser itself, and the names of the models.
"""

import os
import sys

from whichmodel.integrations import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FORM = "whichmodel words 1"
FILE = "words.txt"
MOST = 500
"""More than so many names are shown by their beginnings, up to the next slash."""
FILES = 3
"""The exit code that says: here the shell's own completion of files belongs."""
PLAIN = "-_./:@+,=%#~"
"""What an id may hold beside letters and digits; a shell would make something of anything else."""

Word = tuple[str, str]
"""What may stand there, and what a person is told beside it."""


class Files(Exception):
    """Here belongs the name of a file."""


def main() -> None:
    """Answer a shell: arguments are the mode, the words before, and `+` with the one begun.

    The mode is `words` for our own command line, else a kind of model. The plus is there because
    some shells lose an empty argument.
    """
    mode, *before, begun = sys.argv[1:]
    try:
        found = answer(mode, before, begun[1:], os.environ)
    except Files:
        raise SystemExit(FILES) from None
    text = "".join(f"{word}\t{about}\n" for word, about in found if plain(word))
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def answer(
    mode: str, before: list[str], begun: str, environ: "Mapping[str, str]"
) -> "Iterable[Word]":
    """The words that may stand where `begun` stands; raises Files where that is a file's name."""
    if mode == "words":
        return words(table(environ), before, begun, environ)
    return models(begun, mode, environ)


def prepare(environ: "Mapping[str, str]") -> None:
    """Make what is asked for later, where it is out of date."""
    table(environ)
    with names.names(environ):
        pass


def renew(environ: "Mapping[str, str]") -> None:
    """The same for whoever has pressed Tab before, so that the next time is quick too."""
    if os.path.exists(os.path.join(names.directory(environ), names.FILE)):
        prepare(environ)


def plain(word: str) -> bool:
    """Whether a word means itself in any shell, so that no list can plant a command."""
    return all(char.isalnum() or char in PLAIN for char in word)


# ── our own command line ─────────────────────────────────────────────────────────────────────────


def table(environ: "Mapping[str, str]") -> list[list[str]]:
    """The command line as rows: what kind of word, of which verb, the word, its value, its help."""
    path = os.path.join(names.directory(environ), FILE)
    verbs = os.path.dirname(__file__)
    main = os.path.join(verbs, "main.py")
    made_of = "\t".join([FORM, verbs, *names.stamp(verbs), *names.stamp(main)])
    try:
        with open(path, encoding="utf-8") as file:
            first, *lines = file.read().splitlines()
    except (OSError, ValueError):
        first, lines = "", []
    if first != made_of:
        names.find_libraries()
        from whichmodel.cli.grammar import rows

        lines = ["\t".join(row) for row in rows()]
        names.keep(path, "\n".join([made_of, *lines]).encode())
    return [line.split("\t") for line in lines]


def words(
    table: list[list[str]], before: list[str], begun: str, environ: "Mapping[str, str]"
) -> "Iterable[Word]":
    """What may stand next on a line that begins with `whichmodel` and these words."""
    verb = next((word for word in before if not word.startswith("-")), "")
    options = {row[2]: row for row in table if row[:2] == ["option", verb]}
    option, given, value = begun.partition("=")
    if given and option in options:
        its = values(options[option][3], value, environ)
        return ((f"{option}={word}", about) for word, about in its)
    if before and _takes_value(options, before[-1]):
        return values(options[before[-1]][3], begun, environ)
    if begun.startswith("-"):
        return ((name, row[4]) for name, row in options.items() if name.startswith(begun))
    if not verb:
        return ((row[2], row[4]) for row in table if row[0] == "verb" and row[2].startswith(begun))
    arguments = [row for row in table if row[:2] == ["argument", verb]]
    number = _arguments(options, before[before.index(verb) + 1 :])
    if number >= len(arguments) and not (arguments and arguments[-1][2] == "many"):
        return ()
    return values(arguments[min(number, len(arguments) - 1)][3], begun, environ)


def _takes_value(options: dict[str, list[str]], word: str) -> bool:
    return word in options and options[word][3] != "none"


def _arguments(options: dict[str, list[str]], before: list[str]) -> int:
    """How many words are neither options nor values of options."""
    pairs = zip(["", *before], before, strict=False)
    return sum(not word.startswith("-") and not _takes_value(options, last) for last, word in pairs)


def values(kind: str, begun: str, environ: "Mapping[str, str]") -> "Iterable[Word]":
    """What a value may be: one of some words, a provider, a model, a file, or anything."""
    if kind == "file":
        raise Files
    if kind == "model":
        return models(begun, "all", environ)
    if kind == "provider":
        with names.names(environ) as known:
            told = [(provider, about) for provider, _, about in known.providers()]
    else:
        told = [(word, "") for word in kind.split(" ")[1:]]
    return ((word, about) for word, about in told if word.startswith(begun))


# ── model strings ────────────────────────────────────────────────────────────────────────────────


def models(begun: str, kind: str, environ: "Mapping[str, str]") -> "Iterable[Word]":
    """The model strings that begin so; before the first slash the prefixes, and names that run
    time gives to one provider."""
    with names.names(environ) as known:
        if "/" in begun:
            return folded(begun, ((name, about) for name, _, about in known.beginning(begun, kind)))
        found = {f"{prefix}/": about for _, prefix, about in known.providers() if prefix}
        prefixes = ((prefix, found[prefix]) for prefix in sorted(found) if prefix.startswith(begun))
        return [*prefixes, *_bare(begun, kind, known)]


def _bare(begun: str, kind: str, known: names.Names) -> "Iterator[Word]":
    """Names without a prefix that run time gives to the provider they are of: gpt-5, claude-…"""
    from whichmodel.routing import route

    prefix = route(begun or "-").provider
    if not prefix:
        return
    for name, _, about in known.beginning(f"{prefix}/{begun}", kind):
        bare = name.removeprefix(f"{prefix}/")
        if route(bare).litellm_model == name:
            yield bare, about


def folded(begun: str, found: "Iterable[Word]") -> list[Word]:
    """All of them, or where that is too many, how they go on up to the next slash."""
    all_of_them = list(found)
    if len(all_of_them) <= MOST:
        return all_of_them
    beginnings: dict[str, str] = {}
    for name, about in all_of_them:
        rest, slash, _ = name[len(begun) :].partition("/")
        beginnings[begun + rest + slash] = "" if slash else about
    return list(beginnings.items())
