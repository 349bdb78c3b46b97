"""Findings become text: one module per format, loaded when it is asked for."""

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from whichmodel.check.findings import Report

FORMATS = {
    "text": "whichmodel.formats.findings.text",
    "json": "whichmodel.formats.findings.json",
    "jsonl": "whichmodel.formats.findings.jsonl",
    "sarif": "whichmodel.formats.findings.sarif",
    "github": "whichmodel.formats.findings.github",
    "markdown": "whichmodel.formats.findings.markdown",
    "junit": "whichmodel.formats.findings.junit",
}


def render(name: str, report: "Report") -> str:
    """Write the findings in the format of that name (KeyError where there is none)."""
    text: str = import_module(FORMATS[name]).render(report)
    return text
