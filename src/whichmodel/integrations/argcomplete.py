"""A completer for argparse with argcomplete: `parser.add_argument(…).completer = model_strings`."""

from whichmodel.integrations.names import offered


def model_strings(prefix: str, **_: object) -> dict[str, str]:
    """The chat models that are listed and begin so, each with a few words about it."""
    return dict(offered(prefix))
