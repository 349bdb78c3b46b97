"""Findings as JUnit XML, which most continuous integration shows: a test case for each."""

from xml.sax.saxutils import escape, quoteattr

from whichmodel.check.findings import Finding, Report
from whichmodel.formats.findings.text import line
from whichmodel.formats.words import visible

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def render(report: Report) -> str:
    """Write one suite, in which info passes; without findings there is one case, which passes."""
    failures = sum(finding.severity != "info" for finding in report.findings)
    cases = [_case(finding) for finding in report.findings]
    if not cases:
        cases = ['<testcase classname="whichmodel" name="no findings"/>']
    numbers = f'tests="{len(cases)}" failures="{failures}" errors="0"'
    return (
        f'{HEAD}<testsuites {numbers}>\n<testsuite name="whichmodel check" {numbers}>\n'
        + "".join(f"{case}\n" for case in cases)
        + "</testsuite>\n</testsuites>\n"
    )


def _case(finding: Finding) -> str:
    name = f"{finding.rule} at {finding.path}:{finding.line}:{finding.column}"
    names = f"classname={_value(finding.path)} name={_value(name)} file={_value(finding.path)}"
    head = f'<testcase {names} line="{finding.line}"'
    if finding.severity == "info":
        return f"{head}><system-out>{_text(line(finding))}</system-out></testcase>"
    said = f"message={_value(finding.message)} type={_value(finding.severity)}"
    return f"{head}><failure {said}>{_text(line(finding))}</failure></testcase>"


def _value(text: str) -> str:
    """XML has no way at all to write most control characters: `visible` replaces them."""
    return quoteattr(_allowed(text))


def _text(text: str) -> str:
    return escape(_allowed(text))


def _allowed(text: str) -> str:
    """Without what is no character of XML: lone surrogates are printable to nobody, nor U+FFFE."""
    return visible(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
