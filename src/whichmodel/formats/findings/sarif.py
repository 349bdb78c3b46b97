"""Findings as SARIF 2.1.0, which code hosts and editors show at their lines."""

import json
from typing import Any
from urllib.parse import quote

from whichmodel import __version__
from whichmodel.check.findings import Described, Finding, Report

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://pypi.org/project/whichmodel/"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report) -> str:
    """Write one run; columns count characters, from 1."""
    driver = {
        "name": "whichmodel",
        "version": __version__,
        "informationUri": HOME,
        "rules": [_rule(rule) for rule in report.rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in report.findings],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2) + "\n"


def _rule(rule: Described) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.page},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(finding: Finding) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": _uri(finding.path)}, "region": _region(finding)}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
        "message": {"text": _whole(finding.message)},
        "locations": [{"physicalLocation": place}],
    }
    if finding.fixable and finding.replacement is not None:
        change = {
            "artifactLocation": {"uri": _uri(finding.path)},
            "replacements": [
                {
                    "deletedRegion": _region(finding),
                    "insertedContent": {"text": finding.replacement},
                }
            ],
        }
        words = {"text": f"write {finding.replacement}"}
        result["fixes"] = [{"description": words, "artifactChanges": [change]}]
    return result


def _region(finding: Finding) -> dict[str, int]:
    return {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.line,
        "endColumn": finding.end_column,
    }


def _uri(path: str) -> str:
    """A path as a reference: slashes stay, everything else that means something is encoded."""
    plain = path.replace("\\", "/").removeprefix("./")
    if plain.startswith("/"):
        return "file://" + quote(plain, errors="replace")
    return quote(plain, errors="replace")


def _whole(text: str) -> str:
    """Messages hold placeholders in braces, and lone surrogates are no text."""
    text = text.replace("{", "{{").replace("}", "}}")
    return text.encode("utf-8", "replace").decode("utf-8")
