"""A provider's listing on this machine: made-up rows, a certificate, and the server's process."""

import ipaddress
import json
import ssl
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SERVER = Path(__file__).with_name("server.py")


@contextmanager
def listings(directory: Path, bodies: dict[str, bytes], delay: float) -> Iterator[tuple[str, Path]]:
    """Serve each body at BASE/NAME/models; gives BASE and the file of trusted certificates."""
    certificate, key = directory / "certificate.pem", directory / "key.pem"
    _certify(certificate, key)
    trusted = directory / "trusted.pem"
    trusted.write_bytes(_usual_authorities() + certificate.read_bytes())
    for name, body in bodies.items():
        (directory / f"{name}.json").write_bytes(body)
    files = map(str, (SERVER, directory, certificate, key))
    command = [sys.executable, *files, str(delay)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin and process.stdout
    try:
        yield f"https://127.0.0.1:{int(process.stdout.readline())}", trusted
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def body(ids: Iterable[str]) -> bytes:
    """A listing in the shape of an OpenAI-compatible server's, about 240 bytes a model."""
    rows = [
        {
            "id": model,
            "object": "model",
            "created": 1_700_000_000 + 86_400 * (number % 400),
            "owned_by": "the organisation",
            "active": True,
            "context_window": 131_072,
            "max_completion_tokens": 32_768,
            "supports_tools": True,
            "pricing": {"prompt": "0.00000059", "completion": "0.00000079"},
        }
        for number, model in enumerate(ids)
    ]
    return json.dumps({"object": "list", "data": rows}, separators=(",", ":")).encode()


def _usual_authorities() -> bytes:
    """What this machine trusts anyway: reading it is a part of every real refresh."""
    usual = ssl.get_default_verify_paths().cafile
    return Path(usual).read_bytes() if usual else b""


def _certify(certificate: Path, key: Path) -> None:
    """A self-signed certificate of this address, good for a day."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    key.write_bytes(private.private_bytes(encoding, form, serialization.NoEncryption()))
