"""The OpenAPI document, held against what really comes, by schemathesis in a process of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from server.started import Served

TOOL = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
PATIENCE = 300.0
CHECKS = ",".join((
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_headers_conformance", "response_schema_conformance",
))  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(TOOL is None, reason="schemathesis is not installed")
def test_everything_answers_as_its_document_says(served: Served, tmp_path: Path) -> None:
    ran = subprocess.run(
        [
            str(TOOL), "run", f"{served.url}/openapi.json", "--checks", CHECKS,
            "--max-examples", "8", "--suppress-health-check", "all", "--seed", "1",
            "--exclude-path", "/api/events",
            "--phases", "examples,coverage,fuzzing", "--no-color",
        ],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-6000:]
