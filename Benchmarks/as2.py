"""Messages for as2.sh, the load, a receiver to compare with, and what became of it. Uses the partner of Tests/Peers/AS2.

    as2.py make FOLDER COUNT BYTES          identities, and COUNT messages (signed, encrypted, a signed receipt in the answer)
    as2.py huge FOLDER MEGABYTES            one message of that size
    as2.py receiver FOLDER PORT             pyas2lib behind a threading HTTP server; keeps payloads as files, made durable
    as2.py load FOLDER PORT CONNECTIONS [TROUBLE]   posts them all; TROUBLE: so many dawdling connections beside it
    as2.py post FOLDER PORT                 posts the huge message
"""
import collections
import http.server
import io
import json
import os
import pathlib
import selectors
import socket
import statistics
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Tests" / "Peers" / "AS2"))
import entity  # noqa: E402
import identities  # noqa: E402
import receipts  # noqa: E402
import sending  # noqa: E402
import wire  # noqa: E402
from library import Message, Organization, Partner  # noqa: E402

NAMES = {"from": "Clinic", "to": "Hospital"}


def make(folder, count, size):
    identities.make(folder)
    known = identities.Identities(folder)
    with open(f"{folder}/messages", "wb") as file, open(f"{folder}/messages.json", "w", encoding="ascii") as index:
        for number in range(int(count)):
            case = {**sending.DEFAULTS, **NAMES, "name": str(number), "size": int(size), "filename": f"{number}.bin"}
            request = sending.build(case, known, "")
            head = [f"{name}: {value}" for name, value in request.fields] + [f"Content-Length: {len(request.body)}"]
            octets = "\r\n".join(["POST / HTTP/1.1", "Host: 127.0.0.1", *head]).encode() + b"\r\n\r\n" + request.body
            file.write(octets)
            told = {"bytes": len(octets), "id": request.message_id, "mic": entity.mic(request.covered[0], "sha256")}
            index.write(json.dumps(told) + "\n")


def huge(folder, megabytes):
    """Put together in files: nothing of that size is held."""
    known, inner, proof = identities.Identities(folder), f"{folder}/huge.part", f"{folder}/huge.p7s"
    with open(inner, "wb") as file:
        file.write(entity.payload_part(b"", filename="huge.bin"))
        for _ in range(int(megabytes)):
            file.write(os.urandom(1 << 20))
    run(["-sign", "-binary", "-outform", "DER", "-md", "sha256", "-signer", known.path("partner"), "-inkey",
         known.path("partner", "key"), "-in", inner, "-out", proof])
    boundary = b"----=_part-" + os.urandom(12).hex().encode()
    with open(f"{folder}/huge.signed", "wb") as file:
        kind = b'multipart/signed; protocol="application/pkcs7-signature"; micalg="sha-256"; boundary="' + boundary
        file.write(b"Content-Type: " + kind + b'"\r\n\r\n--' + boundary + b"\r\n")
        with open(inner, "rb") as part:
            while piece := part.read(1 << 20):
                file.write(piece)
        signature = pathlib.Path(proof).read_bytes()
        fields = [("Content-Type", "application/pkcs7-signature"), ("Content-Transfer-Encoding", "binary")]
        file.write(b"\r\n--" + boundary + b"\r\n" + entity.entity(fields, signature) + b"\r\n--" + boundary + b"--\r\n")
    run(["-encrypt", "-binary", "-stream", "-outform", "DER", "-aes256", "-in", f"{folder}/huge.signed", "-out",
         f"{folder}/huge.p7m", known.path("hospital")])
    for name in (inner, proof, f"{folder}/huge.signed"):
        os.remove(name)


def run(arguments):
    import subprocess
    subprocess.run(["openssl", "cms", *arguments], check=True, timeout=600)


def receiver(folder, port):
    known = identities.Identities(folder)
    ours = lambda name: Organization(name, sign_key=known.both("hospital"), decrypt_key=known.both("hospital"))
    theirs = lambda name: Partner(name, verify_cert=known.pem("partner"), validate_certs=False, sign=True, encrypt=True)
    organisations, partners, store = {}, {}, pathlib.Path(folder, "received")
    store.mkdir(exist_ok=True)

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def log_message(self, *_):
            """Nothing."""

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            octets = b"".join(f"{name}: {value}\r\n".encode() for name, value in self.headers.items()) + b"\r\n" + body
            message = Message()
            _, _, receipt = message.parse(
                octets, lambda name: organisations.setdefault(name, None) or organisations.__setitem__(
                    name, ours(name)) or organisations[name],
                lambda name: partners.setdefault(name, None) or partners.__setitem__(name, theirs(name))
                or partners[name])
            path = store / message.message_id.replace("/", "_")
            with open(path, "wb") as file:
                file.write(message.content)
                file.flush()
                os.fsync(file.fileno())
            content = receipt.content
            self.send_response(200)
            for name, value in receipt.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            self.wfile.flush()

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads, request_queue_size = True, 128

    Server(("127.0.0.1", int(port)), Handler).serve_forever()


class Connection:
    """One message after the other, over a connection that is kept for as long as the receiver keeps it. What is done here while
    the clock runs is the least that can be: the receiver that is measured has the same cores."""

    def __init__(self, port, selector):
        self.port, self.selector, self.socket = port, selector, None

    def begin(self, told, octets):
        """Sends a message; its answer comes by `go_on`."""
        self.told, self.unsent, self.answer, self.length = told, octets, bytearray(), None
        self.began = time.perf_counter()
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=120)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.socket.setblocking(False)
            self.selector.register(self.socket, selectors.EVENT_READ, self)
        self._send()

    def go_on(self, events):
        """True when the answer is whole. Throws OSError where the connection ends before."""
        if events & selectors.EVENT_WRITE:
            self._send()
        if not events & selectors.EVENT_READ:
            return False
        piece = self.socket.recv(65_536)
        if not piece:
            raise ConnectionError("closed without a whole answer")
        self.answer += piece
        if self.length is None:
            end = self.answer.find(b"\r\n\r\n")
            if end < 0:
                return False
            head = bytes(self.answer[:end]).lower()
            self.length = end + 4 + int(head.split(b"\r\ncontent-length:")[1].split(b"\r\n")[0])
            self.isLast = b"\r\nconnection: close" in head
        return len(self.answer) >= self.length

    def close(self):
        if self.socket is not None:
            self.selector.unregister(self.socket)
            self.socket.close()
            self.socket = None

    def _send(self):
        try:
            count = self.socket.send(self.unsent)
        except BlockingIOError:
            count = 0
        self.unsent = self.unsent[count:]
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if self.unsent else 0)
        if self.selector.get_key(self.socket).events != wanted:
            self.selector.modify(self.socket, wanted, self)


def dawdle(port, stop):
    """Sends a head drop by drop, again and again; every fourth announces a body that is too large."""
    number = 0
    while not stop.is_set():
        number += 1
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
                if number % 4 == 0:
                    fields = [("AS2-From", "Clinic"), ("AS2-To", "Hospital"), ("Content-Type", "text/plain")]
                    lines = [f"{name}: {value}" for name, value in fields] + ["Content-Length: 900000000000000"]
                    lines.append(f"Message-ID: <{number}-{id(connection)}@dawdler.example>")
                    connection.sendall(("POST / HTTP/1.1\r\nHost: x\r\n" + "\r\n".join(lines) + "\r\n\r\n").encode())
                    connection.recv(4096)
                    stop.wait(0.2)
                    continue
                connection.sendall(b"POST / HTTP/1.1\r\n")
                while not stop.wait(1):
                    connection.sendall(b"X")
        except OSError:
            stop.wait(0.2)


def load(folder, port, connections, trouble="0"):
    port, known = int(port), identities.Identities(folder)
    index = [json.loads(line) for line in open(f"{folder}/messages.json", encoding="ascii")]
    octets = memoryview(pathlib.Path(folder, "messages").read_bytes())
    work, place = collections.deque(), 0
    for told in index:
        work.append((told, octets[place:place + told["bytes"]]))
        place += told["bytes"]
    stop = threading.Event()
    for _ in range(int(trouble)):
        threading.Thread(target=dawdle, args=(port, stop), daemon=True).start()
    began, used = time.perf_counter(), time.process_time()
    results = exchange(port, int(connections), work)
    seconds, used = time.perf_counter() - began, time.process_time() - used
    stop.set()
    failures = sum(not holds(told, answer, known) for told, answer, _ in results)
    times = sorted(time for _, _, time in results)
    print(json.dumps({
        "messages": len(results), "failures": failures, "seconds": round(seconds, 2),
        "perSecond": round(len(results) / seconds, 1), "p50ms": round(statistics.median(times) * 1000, 1),
        "p99ms": round(times[int(len(times) * 0.99)] * 1000, 1), "clientSeconds": round(used, 2)}))


def exchange(port, connections, work):
    """Posts all that is to be posted, over so many connections at a time; gives the answers as they came."""
    results, selector, busy = [], selectors.DefaultSelector(), 0
    for _ in range(min(connections, len(work))):
        Connection(port, selector).begin(*work.popleft())
        busy += 1
    while busy:
        ready = selector.select(120)
        if not ready:
            raise TimeoutError("nothing was answered for two minutes")
        for key, events in ready:
            connection = key.data
            try:
                if not connection.go_on(events):
                    continue
                answer = bytes(connection.answer)
            except OSError as error:
                answer = error
            results.append((connection.told, answer, time.perf_counter() - connection.began))
            if isinstance(answer, OSError) or connection.isLast:
                connection.close()
            if work:
                connection.begin(*work.popleft())
            else:
                connection.close()
                busy -= 1
    return results


def holds(told, answer, known):
    """The receipt is signed, says processed, and its MIC is the message's."""
    if isinstance(answer, OSError):
        return False
    answer = wire.read_answer(io.BytesIO(answer))
    if answer.status != 200:
        return False

    class Request:
        fields, covered, mic, message_id = [], [], told["mic"], told["id"]

    expected = receipts.Expected(Request, {**sending.DEFAULTS, **NAMES}, known)
    expected._verified_by_command = lambda *_: None  # one process a receipt would take minutes
    verdict = expected.judge(answer.octets)
    return verdict["disposition"] == "processed" and verdict["micEqual"] and verdict.get("verified") == "sha256"


def post(folder, port):
    path = f"{folder}/huge.p7m"
    fields = [
        ("AS2-Version", "1.2"), ("AS2-From", "Clinic"), ("AS2-To", "Hospital"),
        ("Message-ID", f"<huge-{os.getpid()}@partner.example>"), ("Disposition-Notification-To", "x"),
        ("Disposition-Notification-Options",
         "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, sha256"),
        ("Content-Type", "application/pkcs7-mime; smime-type=enveloped-data"), ("Content-Transfer-Encoding", "binary"),
        ("Content-Length", os.path.getsize(path)), ("Connection", "close")]
    began = time.perf_counter()
    with socket.create_connection(("127.0.0.1", int(port)), timeout=900) as connection, open(path, "rb") as file:
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields)
        connection.sendall(f"POST / HTTP/1.1\r\nHost: x\r\n{lines}\r\n".encode())
        connection.sendfile(file)
        answer = wire.read_answer(connection.makefile("rb"))
    isTaken = b"MDN-sent-automatically; processed\r" in answer.body
    print(json.dumps({"status": answer.status, "processed": isTaken, "seconds": round(time.perf_counter() - began, 1),
                      "bytes": os.path.getsize(path)}))


if __name__ == "__main__":
    {"make": make, "huge": huge, "receiver": receiver, "load": load, "post": post}[sys.argv[1]](*sys.argv[2:])
