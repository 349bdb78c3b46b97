"""How the languages of files and of fenced blocks write comments and strings."""

from typing import NamedTuple


class Syntax(NamedTuple):
    """What tells comment, string and prose apart in one language.

    `quoted`: names of models are in quotes; `bare`: and those that are not are seen all the same;
    `indented`: siblings of a mapping stand at one depth; `joined`: arguments of a call follow each
    other with a comma or a backslash at the end of the line.
    """

    name: str
    comments: tuple[str, ...] = ()
    prose: bool = False
    quoted: bool = False
    bare: bool = False
    indented: bool = False
    joined: bool = False

    def comment_start(self, line: str, before: int) -> int | None:
        """Where the comment begins that the column is in, behind its mark; None outside of one."""
        for mark in self.comments:
            at = line.find(mark, 0, before)
            while at >= 0:
                if _opens(line, at) and not _in_string(line, at):
                    return at + len(mark)
                at = line.find(mark, at + 1, before)
        return None


def _opens(line: str, at: int) -> bool:
    """A mark opens a comment at the start or behind a space: `https://` and `#anchor` do not."""
    return at == 0 or line[at - 1] in " \t;,{}()[]"


def _in_string(line: str, at: int) -> bool:
    before = line[:at]
    return before.count('"') % 2 == 1 or (before.count("'") % 2 == 1 and before.count("'") > 2)


PROSE = Syntax("prose", prose=True)
YAML = Syntax("yaml", ("#",), indented=True)
TOML = Syntax("toml", ("#",))
JSON = Syntax("json", ("//",), indented=True)
ENV = Syntax("env", ("#",))
SHELL = Syntax("shell", ("#",), joined=True)
PYTHON = Syntax("python", ("#",), quoted=True, bare=True, joined=True)
SCRIPT = Syntax("script", ("//", "* "), quoted=True, bare=True, joined=True)
CODE = Syntax("code", ("#", "//"))

SYNTAXES = {
    "yaml": YAML, "yml": YAML, "toml": TOML, "ini": TOML, "json": JSON, "jsonc": JSON,
    "json5": JSON, "jsonl": JSON, "env": ENV, "dotenv": ENV, "bash": SHELL, "sh": SHELL,
    "shell": SHELL, "zsh": SHELL, "console": SHELL, "shell-session": SHELL, "fish": SHELL,
    "powershell": SHELL, "dockerfile": SHELL, "makefile": SHELL, "python": PYTHON, "py": PYTHON,
    "python3": PYTHON, "pycon": PYTHON, "ipython": PYTHON, "javascript": SCRIPT, "js": SCRIPT,
    "jsx": SCRIPT, "typescript": SCRIPT, "ts": SCRIPT, "tsx": SCRIPT, "mjs": SCRIPT,
}  # fmt: skip
"""What a fence or a directive calls a language, and how it is read; others are read as CODE."""


def syntax_of(name: str) -> Syntax:
    """The syntax of a language by the name that a fence gives it."""
    return SYNTAXES.get(name.strip("{}.").lower(), CODE)
