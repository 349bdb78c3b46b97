"""Listings over TLS for the benchmarks: `python server.py BODIES CERTIFICATE KEY DELAY`.

GET /NAME/models is answered with BODIES/NAME.json after DELAY seconds. The port is printed once it
is open. It ends when its input does.
"""

import asyncio
import ssl
import sys
from pathlib import Path


class Listings(asyncio.Protocol):
    """One connection, one answer."""

    def __init__(self, bodies: dict[str, bytes], delay: float) -> None:
        self.bodies = bodies
        self.delay = delay
        self.asked = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.asked += data
        if self.asked.endswith(b"\r\n\r\n"):
            asyncio.get_running_loop().call_later(self.delay, self._answer)

    def _answer(self) -> None:
        name = self.asked.split(b"/", 2)[1].decode()
        body = self.bodies[name]
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        self.transport.write(head.encode() + b"\r\nConnection: close\r\n\r\n" + body)
        self.transport.close()


async def main(bodies: str, certificate: str, key: str, delay: str) -> None:
    """Serve until the input ends."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    answers = {path.stem: path.read_bytes() for path in Path(bodies).glob("*.json")}
    server = await asyncio.get_running_loop().create_server(
        lambda: Listings(answers, float(delay)), "127.0.0.1", 0, ssl=context, backlog=256
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
