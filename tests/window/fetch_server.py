#!/usr/bin/env python3
"""fetch_server.py: serves a small archive in the format of CIFAR-10 on localhost; prints its port and SHA-256.

The first request stalls after 150,000 bytes, the second one breaks off, the third one brings the rest."""
import hashlib
import http.server
import io
import json
import random
import sys
import tarfile
import time

STALLED, BROKEN = 150_000, 151_000


def archive():
    draw = random.Random(1)
    counts = {"data_batch_1.bin": 200, "test_batch.bin": 100}
    files = {"source.json": json.dumps({"source": "CIFAR-10, recompressed copy", "synthetic": False, "counts": counts}).encode()}
    for name, count in counts.items():
        files[name] = b"".join(bytes([i % 10]) + draw.randbytes(3072) for i in range(count))
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo("cifar-10-batches-bin/" + name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


BODY = archive()


class Handler(http.server.BaseHTTPRequestHandler):
    requests = 0

    def do_GET(self):
        Handler.requests += 1
        first = int((self.headers["Range"] or "bytes=0-").removeprefix("bytes=").removesuffix("-"))
        self.send_response(206 if first else 200)
        self.send_header("Content-Length", str(len(BODY) - first))
        if first:
            self.send_header("Content-Range", f"bytes {first}-{len(BODY) - 1}/{len(BODY)}")
        self.end_headers()
        last = {1: STALLED, 2: BROKEN}.get(Handler.requests, len(BODY))
        self.wfile.write(BODY[first:last])
        self.wfile.flush()
        if Handler.requests == 1:
            time.sleep(25)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], hashlib.sha256(BODY).hexdigest(), flush=True)
sys.stdout.close()
server.serve_forever()
