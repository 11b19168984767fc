"""A partner's HTTP server: takes messages with pyas2lib and answers them, well or badly as the path says; takes the
asynchronous receipts for the messages that this side sent.

    /as2/ok                 the receipt that was asked for
    /as2/TROUBLE[/NUMBER]   see receiving.py
    /receipts               asynchronous receipts
"""
import http.server
import re
import threading

import receiving


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, identities, port=0):
        super().__init__(("127.0.0.1", port), Handler)
        self.identities = identities
        self.kept = {}
        self.records, self.changed = [], threading.Condition()
        self.awaited, self.counts = {}, {}
        self.received_receipts = []
        self.refuse_receipts = 0

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"

    def start(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def handle_error(self, request, client_address):
        """Whoever hangs up is no news."""

    def count(self, key):
        with self.changed:
            self.counts[key] = self.counts.get(key, 0) + 1
            return self.counts[key]

    def record(self, entry):
        with self.changed:
            entry["number"] = len(self.records)
            self.records.append(entry)
            self.changed.notify_all()
        return entry

    def wait(self, condition, seconds):
        with self.changed:
            return self.changed.wait_for(condition, seconds)

    # Receipts for what this side sent, by the original Message-ID.

    def await_receipt(self, message_id):
        with self.changed:
            self.awaited.pop(message_id, None)

    def receipt_for(self, message_id, seconds):
        self.wait(lambda: message_id in self.awaited, seconds)
        with self.changed:
            return self.awaited.get(message_id)

    def take_receipt(self, octets):
        found = re.search(rb"(?im)^original-message-id:\s*(\S+)", octets)
        with self.changed:
            self.received_receipts.append(octets)
            if self.refuse_receipts > 0:
                self.refuse_receipts -= 1
                return 503
            self.awaited[found.group(1).decode() if found else ""] = octets
            self.changed.notify_all()
        return 200


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Nothing: what happened is in the records."""

    def body(self):
        """What was posted; nothing of it where the sender went away in the middle."""
        if "chunked" in self.headers.get("Transfer-Encoding", ""):
            pieces = []
            while size := int(self.rfile.readline().split(b";")[0] or b"-1", 16):
                pieces.append(self.rfile.read(size) if size > 0 else b"")
                if len(pieces[-1]) != size:
                    return None
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(pieces)
        size = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(size)
        return body if len(body) == size else None

    def answer(self, status, fields=(), body=b""):
        self.send_response(status)
        for name, value in fields:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.body()
        if body is None:
            self.close_connection = True
            return
        fields = list(self.headers.items())
        octets = b"".join(f"{name}: {value}\r\n".encode() for name, value in fields) + b"\r\n" + body
        if self.path.startswith("/receipts"):
            self.answer(self.server.take_receipt(octets))
        elif self.path.startswith("/as2/"):
            receiving.take(self, fields, body, octets)
        else:
            self.answer(404)
