#!/usr/bin/env python3
"""download_server.py LOG: serves one file on localhost in good and bad ways, named by the path; prints its port.

Each request is a line of LOG: path and range."""
import http.server
import sys
import time

BODY = bytes((7 * i + i // 251) % 256 for i in range(300_000))
HALF = BODY[:150_000]
PAGE = b"<!DOCTYPE html><html><body>Log in first</body></html>"


class Handler(http.server.BaseHTTPRequestHandler):
    def head(self, status, length=None, **headers):
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def send(self, body, length=None, status=200, **headers):
        self.head(status, len(body) if length is None else length, **headers)
        self.wfile.write(body)

    def first(self):
        return int(self.headers["Range"].removeprefix("bytes=").removesuffix("-")) if self.headers["Range"] else 0

    def send_rest(self, shift=0):
        first = self.first()
        if first >= len(BODY):
            self.send(b"", status=416)
        elif first:
            place = f"bytes {first + shift}-{len(BODY) - 1}/{len(BODY)}"
            self.send(BODY[first + shift:], status=206, Content_Range=place)
        else:
            self.send(BODY)

    def slow(self):
        self.head(200, len(BODY))
        for first in range(0, len(BODY), 30_000):
            self.wfile.write(BODY[first:first + 30_000])
            self.wfile.flush()
            time.sleep(0.05)

    def stall(self):
        self.send(HALF, len(BODY))
        self.wfile.flush()
        time.sleep(20)

    def endless(self):
        self.head(200)
        self.wfile.write(BODY + BODY)

    def half_without_length(self):
        self.head(200)
        self.wfile.write(HALF)

    def do_GET(self):
        with open(sys.argv[1], "a") as log:
            log.write(f"{self.path} {self.headers['Range']}\n")
        answers = {
            "/good": self.send_rest,
            "/no-ranges": lambda: self.send(BODY),
            "/misplaced": lambda: self.send_rest(5),
            "/slow": self.slow,
            "/stall": self.stall,
            "/broken": lambda: self.send(HALF, len(BODY)),
            "/half-without-length": self.half_without_length,
            "/short": lambda: self.send(HALF),
            "/long": lambda: self.send(BODY + b"more"),
            "/endless": self.endless,
            "/wrong": lambda: self.send(BODY[:-1] + b"x"),
            "/page": lambda: self.send(PAGE),
            "/long-page": lambda: self.send(PAGE + bytes(400_000)),
            "/moved": lambda: self.head(302, 0, Location="/good"),
        }
        answers.get(self.path, lambda: self.send(PAGE, status=404))()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
try:
    server.serve_forever()
except BrokenPipeError:
    pass
