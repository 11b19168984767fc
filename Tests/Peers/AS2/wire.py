"""HTTP as octets on a socket, so that it can be spoken badly on purpose."""
import socket
import time
import urllib.parse


class Answer:
    def __init__(self, status, fields, body, interim=()):
        self.status, self.fields, self.body, self.interim = status, fields, body, interim

    def field(self, name):
        return next((value for key, value in self.fields if key.lower() == name.lower()), None)

    @property
    def octets(self):
        """The answer as an entity: header lines and body."""
        lines = b"".join(f"{name}: {value}\r\n".encode("latin-1") for name, value in self.fields)
        return lines + b"\r\n" + self.body


def read_answer(stream):
    interim = []
    while True:
        first = stream.readline(65_536).decode("latin-1").split(" ", 2)
        if len(first) < 2:
            raise ConnectionError("closed without an answer")
        status, fields = int(first[1]), []
        while (line := stream.readline(65_536)) not in (b"\r\n", b"\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            fields.append((name, value.strip()))
        if status >= 200:
            break
        interim.append(status)
    named = {name.lower(): value for name, value in fields}
    if "chunked" in named.get("transfer-encoding", ""):
        body = b""
        while size := int(stream.readline().split(b";")[0], 16):
            body += stream.read(size)
            stream.readline()
    elif "content-length" in named:
        body = stream.read(int(named["content-length"]))
    else:
        body = stream.read()
    return Answer(status, fields, body, interim)


def post(url, fields, body, method="POST", length=None, chunked=False, expect=False, slow=None, cut=None, ends=True,
         line=b"\r\n", timeout=60, version="1.1", absolute=False, expectation="100-continue", coding="chunked",
         extension=b"", trailer=b"", pieces=None):
    """length: a Content-Length that is told instead of the body's. cut: sends no more than so many octets of the
    body, and ends the connection on this side unless `ends` is False.
    slow: seconds between the octets of the head. pieces: so many octets at a time, of head and body together. extension,
    trailer: of chunks, and behind the last. Answers are read even where the body could not be sent whole."""
    where = urllib.parse.urlsplit(url)
    head = [f"{method} {url if absolute else where.path or '/'} HTTP/{version}", f"Host: {where.netloc}"]
    if not any(name.lower() == "connection" for name, _ in fields) and version != "1.0":
        head.append("Connection: close")
    head += [f"{name}: {value}" for name, value in fields]
    if chunked:
        head.append(f"Transfer-Encoding: {coding}")
    elif length != "none":
        head.append(f"Content-Length: {len(body) if length is None else length}")
    if expect:
        head.append(f"Expect: {expectation}")
    octets = line.join(text.encode("utf-8") for text in head) + line + line
    with socket.create_connection((where.hostname, where.port), timeout=timeout) as connection:
        connection.settimeout(timeout)
        stream = connection.makefile("rb")
        interim = []
        try:
            if slow:
                for position in range(len(octets)):
                    connection.sendall(octets[position:position + 1])
                    time.sleep(slow)
            elif pieces:
                for position in range(0, len(octets + body), pieces):
                    connection.sendall((octets + body)[position:position + pieces])
            else:
                connection.sendall(octets)
            if expect:
                first = stream.readline(65_536)
                if b" 100 " not in first:
                    rest = _Prefixed(first, stream)
                    return read_answer(rest)
                interim.append(100)
                while stream.readline(65_536) not in (b"\r\n", b"\n", b""):
                    pass
            if not pieces:
                send_body(connection, body[:cut] if cut is not None else body, chunked, extension, trailer)
            if cut is not None and ends:
                connection.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pass
        answer = read_answer(stream)
        answer.interim = interim + list(answer.interim)
        return answer


def send_body(connection, body, chunked, extension=b"", trailer=b""):
    if not chunked:
        connection.sendall(body)
        return
    step = 7_919
    for position in range(0, len(body), step):
        piece = body[position:position + step]
        connection.sendall(f"{len(piece):x}".encode() + extension + b"\r\n" + piece + b"\r\n")
    connection.sendall(b"0" + extension + b"\r\n" + trailer + b"\r\n")


class _Prefixed:
    """A stream whose first line was read already."""

    def __init__(self, line, stream):
        self.line, self.stream = line, stream

    def readline(self, *limit):
        line, self.line = self.line, None
        return line if line is not None else self.stream.readline(*limit)

    def read(self, *count):
        return self.stream.read(*count)
