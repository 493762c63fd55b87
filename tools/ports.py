"""Ports of this machine: free ones, and why one cannot be had."""

import errno
import socket


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def refusal(host: str, port: str) -> str | None:
    """Return one sentence saying why ``host`` and ``port`` cannot be served on, or None."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT={port} is not a port: a number from 1 to 65535 is."
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"Port {port} is taken. Choose another: PORT=8100 make serve"
            return f"Cannot serve on {host}, port {port}: {error.strerror}."
    return None
