"""What a carrier meets on its way, by Python's own library: an HTTPS server, and a proxy for HTTP.

    peer.py server CERTIFICATE KEY [CLIENTS]   answers 200; CLIENTS: certificates of which a client's must rest on one
    peer.py taking                             the same by plain HTTP
    peer.py redirect                           plain HTTP, answers 307
    peer.py proxy [refuse]                     CONNECT and absolute addresses; `refuse`: answers 403

The first line on standard output is the port. Then one line of JSON for each request seen. Ends with its standard input.
"""
import hashlib
import http.client
import http.server
import json
import select
import socket
import ssl
import sys
import threading
import urllib.parse

SAYING = threading.Lock()


def say(what):
    with SAYING:
        print(json.dumps(what), flush=True)


class Quiet(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Nothing: what was seen is said."""

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def answer(self, status, fields=(), body=b""):
        self.send_response(status)
        for name, value in fields:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Taking(Quiet):
    def do_POST(self):
        body = self.body()
        shown = self.connection.getpeercert() if isinstance(self.connection, ssl.SSLSocket) else None
        names = [value for pairs in (shown or {}).get("subject", ()) for _, value in pairs]
        say({"method": "POST", "target": self.path, "host": self.headers["Host"], "bytes": len(body),
             "sha256": hashlib.sha256(body).hexdigest(), "client": names[0] if names else ""})
        self.answer(200, [("Content-Type", "text/plain")], b"taken")


class Redirecting(Quiet):
    def do_POST(self):
        self.body()
        say({"method": "POST", "target": self.path})
        port = self.server.server_port
        self.answer(307, [("Location", f"http://127.0.0.1:{port}/elsewhere")])


class Passing(Quiet):
    refuses = False

    def do_CONNECT(self):
        say({"method": "CONNECT", "target": self.path, "host": self.headers["Host"]})
        if self.refuses:
            return self.answer(403, body=b"not there")
        host, port = self.path.rsplit(":", 1)
        try:
            there = socket.create_connection((host, int(port)), timeout=20)
        except OSError:
            return self.answer(502)
        self.connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        self.close_connection = True
        with there:
            pass_on(self.connection, there)

    def do_POST(self):
        say({"method": "POST", "target": self.path, "host": self.headers["Host"]})
        if self.refuses:
            self.body()
            return self.answer(403, body=b"not there")
        where = urllib.parse.urlsplit(self.path)
        connection = http.client.HTTPConnection(where.hostname, where.port, timeout=20)
        kept = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
        connection.request("POST", where.path, self.body(), kept)
        answer = connection.getresponse()
        self.answer(answer.status, [("Content-Type", answer.getheader("Content-Type", ""))], answer.read())


def pass_on(here, there):
    """Octets both ways until one side ends."""
    while True:
        ready, _, _ = select.select([here, there], [], [], 30)
        for source in ready:
            octets = source.recv(65_536)
            if not octets:
                return
            (there if source is here else here).sendall(octets)
        if not ready:
            return


class Server(http.server.ThreadingHTTPServer):
    daemon_threads, request_queue_size = True, 64

    def handle_error(self, request, client_address):
        """Whoever hangs up is no news."""


class SecureServer(Server):
    context = None

    def finish_request(self, request, client_address):
        request.settimeout(30)
        # On the connection's own thread: a client that says nothing keeps nobody waiting.
        with self.context.wrap_socket(request, server_side=True) as secured:
            super().finish_request(secured, client_address)


def main(kind, *arguments):
    if kind == "server":
        server = SecureServer(("127.0.0.1", 0), Taking)
        server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.context.load_cert_chain(arguments[0], arguments[1])
        if len(arguments) > 2:
            server.context.verify_mode = ssl.CERT_REQUIRED
            server.context.load_verify_locations(arguments[2])
    elif kind == "redirect":
        server = Server(("127.0.0.1", 0), Redirecting)
    elif kind == "taking":
        server = Server(("127.0.0.1", 0), Taking)
    else:
        Passing.refuses = "refuse" in arguments
        server = Server(("127.0.0.1", 0), Passing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
