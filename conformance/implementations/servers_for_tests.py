"""Real servers as child processes, each with a recipe of this folder: on a free port of 127.0.0.1, from a folder that goes with it.

servers_for_tests.py NAME RECIPE starts one by hand: it prints its URL, and ends with its standard input.
"""

import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
# Where Debian's packages put them, and where `./bootstrap test` unpacks those that it does not install.
PLACES = ["/usr/sbin", "/usr/local/sbin", str(HERE.parent.parent / "build/servers/usr/sbin")]
MODULES_OF_APACHE = pathlib.Path("/usr/lib/apache2/modules")
# No start takes so long unless something hangs. It is no margin: the port is asked until it answers.
HANG = 60


class Missing(Exception):
    """What a server needs is not on this machine."""


def program(name):
    found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), *PLACES]))
    if not found:
        raise Missing(f"there is no {name} (./bootstrap test brings it)")
    return found


class Server:
    """`with Server(...) as server: server.url`. It ends with the block."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.process, self.url = None, None
        # WHY: a server that root starts serves its pages as somebody else.
        os.chmod(self.folder.name, 0o755)

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process:
            self.process.terminate()
            self.process.wait()
        self.folder.cleanup()

    def run(self, command, **options):
        self.log = open(pathlib.Path(self.folder.name) / "log", "w+b")
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=self.log, **options)

    def logged(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace").strip()


class Configured(Server):
    """A server that is told its port by a file."""

    def __init__(self, recipe):
        super().__init__()
        self.recipe = recipe

    def fill_folder(self, port, **others):
        folder = pathlib.Path(self.folder.name)
        pages = folder / "pages"
        pages.mkdir(exist_ok=True)
        (pages / "index.txt").write_text("hello\n", encoding="utf-8")
        text = self.recipe.read_text(encoding="utf-8")
        for name, value in {"PORT": port, "FOLDER": folder, **others}.items():
            text = text.replace("{" + name + "}", str(value))
        (folder / "server.conf").write_text(text, encoding="utf-8")
        return folder

    def answers(self, port):
        """Waits until somebody accepts on the port; False where the server ended before."""
        end = time.monotonic() + HANG
        while self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=HANG).close()
                return self.process.poll() is None
            except ConnectionRefusedError:
                if time.monotonic() > end:
                    break
                time.sleep(0.005)
        return False


class Nginx(Configured):
    def start(self):
        # WHY: nginx takes sockets that listen already from its environment, so that the port cannot be lost to anybody.
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = listening.getsockname()[1]
            folder = self.fill_folder(port)
            number = listening.fileno()
            self.run([program("nginx"), "-p", folder, "-c", folder / "server.conf", "-e", "stderr"], pass_fds=[number],
                     env={**os.environ, "NGINX": f"{number};"})
            if not self.answers(port):
                raise AssertionError(f"nginx did not start: {self.logged()}")
        self.url = f"http://127.0.0.1:{port}"


class Apache(Configured):
    def start(self):
        executable = program("apache2")
        if not MODULES_OF_APACHE.is_dir():
            raise Missing(f"there is no {MODULES_OF_APACHE}")
        # Between the look for a free port and apache's own bind somebody else may take it: then there are others.
        for _ in range(10):
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            folder = self.fill_folder(port, MODULES=MODULES_OF_APACHE)
            self.run([executable, "-f", folder / "server.conf", "-DFOREGROUND"])
            if self.answers(port):
                self.url = f"http://127.0.0.1:{port}"
                return
            if "already in use" not in self.logged():
                break
        raise AssertionError(f"apache2 did not start: {self.logged()}")


class Node(Server):
    """A program of JavaScript that prints its URL."""

    needs = 18

    def __init__(self, script, recipe, modules):
        super().__init__()
        self.script, self.recipe, self.modules = script, recipe, modules

    def start(self):
        node = program("node")
        version = subprocess.run([node, "--version"], capture_output=True, check=True, text=True).stdout.strip()
        if int(version.lstrip("v").split(".")[0]) < self.needs:
            raise Missing(f"{self.script.parent.name} needs Node.js {self.needs}, and this is {version}")
        if not (self.modules / "node_modules" / self.script.parent.name).is_dir():
            raise Missing(f"{self.script.parent.name} is not installed in {self.modules.name}/node_modules (./bootstrap test brings it)")
        self.run([node, self.script, "--modules", self.modules, self.recipe], stdout=subprocess.PIPE)
        with self.process.stdout:
            self.url = self.process.stdout.readline().decode().strip()
        if not self.url.startswith("http://"):
            raise AssertionError(f"{self.script.name} did not start: {self.logged()}")


class Express(Node):
    def __init__(self, recipe, modules):
        super().__init__(HERE / "express/server.mjs", recipe, modules)


class Fastify(Node):
    needs = 20

    def __init__(self, recipe, modules):
        super().__init__(HERE / "fastify/server.mjs", recipe, modules)


def server(name, recipe, modules):
    """`name`: nginx, apache, express or fastify; `recipe`: careful or careless."""
    configured = {"nginx": Nginx, "apache": Apache}
    if name in configured:
        return configured[name](HERE / name / f"{recipe}.conf")
    return {"express": Express, "fastify": Fastify}[name](recipe, modules)


if __name__ == "__main__":
    with server(sys.argv[1], sys.argv[2], HERE.parent / "node") as by_hand:
        print(by_hand.url, flush=True)
        sys.stdin.read()
