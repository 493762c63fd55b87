"""A real connection to a server that can hang or break, as networks and servers do."""

import socket
from contextlib import suppress
from threading import Thread

# What is passed on at once.
CHUNK = 65536


class Wire:
    """Listens on ``port`` of loopback and passes on to ``target`` what comes, and back."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        self._hanging: list[socket.socket] = []
        self.hangs = False
        # Bytes to the server that it lets pass before it breaks; None: all.
        self.breaks_after: int | None = None
        Thread(target=self._accept, daemon=True).start()

    def hang(self) -> None:
        """Accept, and never answer."""
        self.hangs = True
        self._cut()

    def mend(self) -> None:
        """Pass on everything again."""
        self.hangs, self.breaks_after = False, None
        self._cut()

    def close(self) -> None:
        self._listener.close()
        self._cut()

    def _cut(self) -> None:
        for end in (*self._open, *self._hanging):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open.clear()
        self._hanging.clear()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                end, _address = self._listener.accept()
                if self.hangs:
                    self._hanging.append(end)
                    continue
                server = socket.create_connection(("127.0.0.1", self._target))
                self._open += (end, server)
                Thread(target=self._pass_on, args=(end, server, True), daemon=True).start()
                Thread(target=self._pass_on, args=(server, end, False), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, to_server: bool) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                if to_server and self.breaks_after is not None:
                    self.breaks_after -= len(data)
                    if self.breaks_after < 0:
                        self._cut()
                        return
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
