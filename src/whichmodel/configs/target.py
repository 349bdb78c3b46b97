"""What a module of this package offers: the file of one tool, written from choices."""

from typing import Protocol

from whichmodel.configs.choice import Choice


class Target(Protocol):
    """A tool whose configuration can be written.

    `FILE` is the name under which the tool looks for it, `LINE` says what it is, `RUN` how it is
    used, `DOCS` where the tool describes it. `EXPANDS` are marks that the tool would replace by
    something of its own, like a variable: a model whose string has one is not written.
    """

    @property
    def FILE(self) -> str: ...  # noqa: D102, N802
    @property
    def LINE(self) -> str: ...  # noqa: D102, N802
    @property
    def RUN(self) -> str: ...  # noqa: D102, N802
    @property
    def DOCS(self) -> str: ...  # noqa: D102, N802
    @property
    def EXPANDS(self) -> tuple[str, ...]: ...  # noqa: D102, N802

    def takes(self, choice: Choice, /) -> bool:
        """Whether the tool can be told how to reach a model."""

    def key(self, choice: Choice, /) -> str:
        """The variable from which the tool reads the model's key; "" where it needs none."""

    def write(self, choices: tuple[Choice, ...], made: str) -> str:
        """The whole file; at least one choice, the first is the one that is used first."""
