"""Findings as an editor's diagnostics."""

from lsprotocol.types import CodeDescription, Diagnostic, DiagnosticSeverity, DiagnosticTag

from whichmodel.check.findings import Finding
from whichmodel.server.lsp.texts import Text

SOURCE = "whichmodel"
PAGE = "docs/reference/rules/{}.md"
"""The page of a rule within the project."""
SEVERITIES = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "info": DiagnosticSeverity.Information,
}
STRUCK = frozenset(("retired-model", "deprecated-model"))
"""Rules whose findings an editor may strike through."""


def diagnostic(text: Text, finding: Finding) -> Diagnostic:
    """A finding at its place; `data` holds the address of the notice and what to write instead."""
    start = text.offset(finding.line, finding.column)
    return Diagnostic(
        range=text.range(start, text.offset(finding.line, finding.end_column)),
        message=finding.message,
        severity=SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=CodeDescription(href=PAGE.format(finding.rule)),
        source=SOURCE,
        tags=[DiagnosticTag.Deprecated] if finding.rule in STRUCK else None,
        data={
            "replacement": finding.replacement,
            "source_url": finding.source_url,
            "fixable": finding.fixable,
        },
    )
