"""A package is read from what `npm pack` writes, and nothing of it is run."""

import io
import tarfile
from pathlib import Path

import pytest

from whichmodel.discovery.errors import Unavailable
from whichmodel.discovery.sources.npm_packages import package


def pack(directory: Path, name: str, **files: bytes) -> None:
    with tarfile.open(directory / name, "w:gz") as archive:
        for path, content in files.items():
            entry = tarfile.TarInfo(f"package/{path}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))


def test_the_newest_version_in_the_directory_counts(tmp_path: Path) -> None:
    for version in ("1.9.0", "1.10.0", "1.2.3"):
        pack(tmp_path, f"acme-data-{version}.tgz", data=version.encode())
    pack(tmp_path, "acme-data-more-9.9.9.tgz", data=b"another package")

    found = package(tmp_path, "@acme/data", ("data",))

    assert found == ("1.10.0", {"data": b"1.10.0"})


def test_what_is_not_there_is_told_with_the_command_that_gets_it(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"npm pack @acme/data@latest.*--packages"):
        package(tmp_path, "@acme/data", ("data",))


@pytest.mark.parametrize("damaged", [True, False])
def test_a_package_that_cannot_be_read_or_lacks_the_file_is_told(
    tmp_path: Path, damaged: bool
) -> None:
    path = tmp_path / "data-1.0.0.tgz"
    pack(tmp_path, path.name, other=b"")
    if damaged:
        path.write_bytes(b"no archive")

    with pytest.raises(Unavailable, match="cannot be read, or lacks data"):
        package(tmp_path, "data", ("data",))
