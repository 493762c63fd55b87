"""A listener with TLS in front of one without, as a site's proxy would be."""

import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

AT_ONCE = 65_536


@dataclass
class Front:
    """Where it listens, and what came in over it, decrypted."""

    port: int
    heard: bytearray = field(default_factory=bytearray)


def certificate(folder: Path, name: str) -> Path:
    """Make a certificate for 127.0.0.1 that nobody but itself has signed; its key is beside it."""
    path = folder / f"{name}.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", f"/CN={name}"),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
            *("-out", str(path), "-keyout", str(key_of(path))),
        ],
        check=True,
        capture_output=True,
    )
    return path


def key_of(certificate: Path) -> Path:
    return certificate.with_suffix(".key")


@contextmanager
def before(port: int, certificate: Path) -> Iterator[Front]:
    """Listen with ``certificate``, and hand everything on to ``port``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key_of(certificate))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        front = Front(listener.getsockname()[1])
        Thread(target=accept, args=(listener, context, port, front), daemon=True).start()
        yield front
        # Closing alone does not wake whoever accepts.
        listener.shutdown(socket.SHUT_RDWR)


def accept(listener: socket.socket, context: ssl.SSLContext, port: int, front: Front) -> None:
    """Serve whoever comes until the listener is closed; strangers to our certificate leave."""
    with suppress(OSError):
        while True:
            raw, _address = listener.accept()
            Thread(target=serve, args=(raw, context, port, front), daemon=True).start()


def serve(raw: socket.socket, context: ssl.SSLContext, port: int, front: Front) -> None:
    with (
        suppress(OSError),
        context.wrap_socket(raw, server_side=True) as inside,
        socket.create_connection(("127.0.0.1", port)) as outside,
    ):
        Thread(target=hand_back, args=(outside, inside), daemon=True).start()
        while data := inside.recv(AT_ONCE):
            front.heard += data
            outside.sendall(data)


def hand_back(outside: socket.socket, inside: ssl.SSLSocket) -> None:
    with suppress(OSError):
        while data := outside.recv(AT_ONCE):
            inside.sendall(data)
