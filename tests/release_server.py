"""A server on this computer that answers the app's requests for the latest release."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = "https://example.org/releases/tag"


class ReleaseServer(ThreadingHTTPServer):
    """`requests` are the headers of each request. `is_endless`: zeros follow the answer until the app has gone."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.connections = 0
        self.requests: list[dict[str, str]] = []
        self.status = 200
        self.headers: dict[str, str] = {}
        self.answer = b""
        self.is_endless = False
        self.stays_silent = False
        self.stopping = threading.Event()
        self.tell("9.8.7")

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/latest"

    def tell(self, tag: str, page: str = PAGE) -> None:
        """Answer with this release."""
        self.answer = json.dumps({"tag_name": tag, "html_url": page, "assets": []}).encode()

    def get_request(self) -> Any:
        self.connections += 1
        return super().get_request()


class _Handler(BaseHTTPRequestHandler):
    server: ReleaseServer

    def do_GET(self) -> None:
        self.server.requests.append(dict(self.headers))
        if self.server.stays_silent:
            self.server.stopping.wait()
            return
        moved = self.path == "/latest" and "Location" in self.server.headers
        self.send_response(302 if moved else self.server.status)
        for name, value in self.server.headers.items() if moved else ():
            self.send_header(name, value)
        if not self.server.is_endless:
            self.send_header("Content-Length", "0" if moved else str(len(self.server.answer)))
        self.end_headers()
        try:
            self.wfile.write(b"" if moved else self.server.answer)
            while self.server.is_endless and not self.server.stopping.is_set():
                self.wfile.write(bytes(65536))
        except OSError:
            pass  # the app has closed the connection

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def running() -> Iterator[ReleaseServer]:
    with ReleaseServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.stopping.set()
        server.shutdown()
        thread.join()
