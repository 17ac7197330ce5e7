"""A client of raw HTTP/1.1 that sends exactly what it is told: what a client library would mend is what the tests are about."""

import contextlib
import json
import select
import socket

# No test waits so long unless something hangs. It is no margin: whatever is waited for is an event.
HANG = 120

QUESTION = b'{"kind":"normalize-method","input":{"method":"get"}}'
ANSWER = b'{"output":{"method":"GET","forbidden":false}}'
JSON = "application/json"
LINES = "application/x-ndjson"


def waiting(sockets, seconds, events=select.POLLIN):
    """Those for which something is there to be read, or whatever the events say. Other than select() it takes any descriptor."""
    poll = select.poll()
    by_number = {}
    for one in sockets:
        poll.register(one, events)
        by_number[one.fileno()] = one
    return [(by_number[number], event) for number, event in poll.poll(seconds * 1000)]


class Answer:
    """One response, read to its end."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def problem(self):
        """The document of a refusal."""
        kind = self.headers.get("content-type", "")
        if not kind.startswith("application/problem+json"):
            raise AssertionError(f"a refusal has to be application/problem+json, and is {kind!r}: {self.body[:200]!r}")
        return json.loads(self.body)

    def closes(self):
        return self.headers.get("connection", "").lower() == "close"


class Ended(Exception):
    """The server ended the connection where an answer was due. `begun` are the bytes of the answer that came."""

    def __init__(self, begun):
        super().__init__(f"the connection ended after {len(begun)} bytes of an answer: {begun[:100]!r}")
        self.begun = begun


class Connection:
    """A client that sends exactly what it is told."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=HANG)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def send_until_refused(self, piece, most):
        """Sends the piece again and again until the server answers or ends; returns how many bytes went out. At most `most`."""
        sent = 0
        # WHY not blocking: a server that has refused reads no more, and an answer may wait to be read while our bytes wait to be sent.
        self.socket.setblocking(False)
        try:
            while sent < most:
                came = waiting([self.socket], HANG, select.POLLIN | select.POLLOUT)
                if not came:
                    raise AssertionError(f"the server neither reads nor answers after {sent} bytes")
                if came[0][1] & ~select.POLLOUT:
                    break
                sent += self.socket.send(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        finally:
            self.socket.settimeout(HANG)
        return sent

    def drip(self, data, pause=0.02):
        """Sends the bytes one by one, over and over, until the server answers or ends the connection."""
        position = 0
        while not waiting([self.socket], pause):
            try:
                self.send(data[position:position + 1])
            except (BrokenPipeError, ConnectionResetError):
                return
            position = (position + 1) % len(data)

    def stop_sending(self):
        self.socket.shutdown(socket.SHUT_WR)

    def reset(self):
        """Ends the connection with RST."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.socket.close()

    def _more(self):
        try:
            piece = self.socket.recv(65536)
        except ConnectionResetError:
            piece = b""
        if not piece:
            raise Ended(self.received)
        self.received += piece

    def read_answer(self, head_only=False):
        """The next answer, final or not."""
        while b"\r\n\r\n" not in self.received:
            self._more()
        head, _, rest = self.received.partition(b"\r\n\r\n")
        status_line, *lines = head.decode("latin-1").split("\r\n")
        status = int(status_line.split(" ")[1])
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        if head_only or status < 200 or status in (204, 304):
            self.received = rest
            return Answer(status, headers, b"")
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return Answer(status, headers, self._chunks(len(head) + 4))
        length = int(headers["content-length"])
        while len(self.received) < len(head) + 4 + length:
            self._more()
        body = self.received[len(head) + 4:len(head) + 4 + length]
        self.received = self.received[len(head) + 4 + length:]
        return Answer(status, headers, body)

    def _chunks(self, start):
        body = []
        while True:
            while (end := self.received.find(b"\r\n", start)) < 0:
                self._more()
            size = int(self.received[start:end], 16)
            start = end + 2 + size + 2
            while len(self.received) < start:
                self._more()
            body.append(self.received[end + 2:end + 2 + size])
            if size == 0:
                self.received = self.received[start:]
                return b"".join(body)

    def ends(self):
        """Waits for the end of the connection; returns what came before it."""
        with contextlib.suppress(Ended):
            while True:
                self._more()
        rest, self.received = self.received, b""
        return rest

    def ask(self, data=None):
        """Sends a request, the smallest question where none is given, and reads its answer."""
        self.send(post() if data is None else data)
        return self.read_answer()


def get(path, *lines, host="127.0.0.1"):
    head = [f"GET {path} HTTP/1.1", f"Host: {host}", *lines, "", ""]
    return "\r\n".join(head).encode("latin-1")


def post(body=QUESTION, *lines, path="/v1/evaluate", kind=JSON, host="127.0.0.1"):
    head = [f"POST {path} HTTP/1.1", f"Host: {host}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *lines, "", ""]
    return "\r\n".join(head).encode("latin-1") + body


def post_unframed(*lines, path="/v1/evaluate", kind=JSON):
    """The head of a POST whose framing is among the lines."""
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Type: {kind}", *lines, "", ""]).encode("latin-1")


def post_chunked(*lines, path="/v1/evaluate", kind=JSON):
    return post_unframed("Transfer-Encoding: chunked", *lines, path=path, kind=kind)


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)
