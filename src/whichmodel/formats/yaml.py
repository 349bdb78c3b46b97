"""The envelope as YAML."""

from json import dumps

import yaml

from whichmodel.discovery.model import Catalogue
from whichmodel.formats.envelope import envelope

# The same safe dumper, four times faster, where PyYAML was built with libyaml.
FAST = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def render(catalogue: Catalogue) -> str:
    """Write the whole envelope; where a character cannot be printed, all is ASCII escapes."""
    rows = envelope(catalogue)
    printable = dumps(rows, ensure_ascii=False).isprintable()
    # libyaml refuses lone surrogates; the dumper in Python escapes them.
    dumper = FAST if printable else yaml.SafeDumper
    text: str = yaml.dump(rows, Dumper=dumper, sort_keys=False, allow_unicode=printable)
    return text
