"""The machine of a reader who follows a page: a home, a directory that looks like a clone that was built, the programs of the
build in PATH, and servers that run in other terminals.

Ports: whatever a page calls 8000 (and the others of PORTS) is a free port here, in commands, files and programs, and is called
8000 again in what they print, so that pages run side by side and beside a developer's own server. (Behind a colon it is a container's: 8000:8000.)

Some commands are little scripts (see WRAPPERS): `curl` fails when the answer is an error; `stator` knows which port is 8000;
`./dev run` serves the build that is there; `aws` gets the endpoint from the environment, which Debian 12's is too old to do by
itself, and never goes to AWS; `npm install` takes the packages that tests/sdk has installed.
"""
import os
import pathlib
import random
import re
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time

PORTS = (8000, 8001, 8443, 9000, 4567)
SUBCOMMANDS = ("report", "healthcheck", "load", "dump")
COMMAND_SECONDS = 300
START_SECONDS = 30
STOP_SECONDS = 20

WRAPPERS = {
    "stator": """case " $* " in
  *" --config"*) ;;
  *) export STATOR_PORT="${STATOR_PORT:-@PORT@}" ;;
esac
exec @BUILD@/bin/stator "$@"
""",
    "stator-conformance": 'exec @BUILD@/bin/stator-conformance "$@"\n',
    "curl": 'exec /usr/bin/curl --silent --show-error --fail-with-body "$@"\n',
    "python3": 'exec /usr/bin/python3 "$@"\n',
    "sudo": 'exec "$@"\n',
    "npm": """[ "$1" = install ] || exec /usr/bin/npm "$@"
shift
for package; do [ -e "$STATOR_DOCS_MODULES/$package/package.json" ] || { echo "$package is not among the tests' packages" >&2; exit 1; }; done
ln -sfn "$STATOR_DOCS_MODULES" node_modules
""",
    "aws": """case " $* " in *" --endpoint-url "*) exec /usr/bin/aws "$@";; esac
[ -z "$STATOR_DOCS_SERVICE" ] || AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 \
  exec /usr/bin/aws "$@" --endpoint-url "$STATOR_DOCS_SERVICE"
url=${AWS_ENDPOINT_URL_DYNAMODB:-$AWS_ENDPOINT_URL}
[ "$1" != dynamodbstreams ] || url=${AWS_ENDPOINT_URL_DYNAMODB_STREAMS:-$AWS_ENDPOINT_URL}
[ -n "$url" ] || { echo "aws $*: without an endpoint this would go to AWS" >&2; exit 1; }
exec /usr/bin/aws "$@" --endpoint-url "$url"
""",
}
# Beside the page's directory, in place of the clone's own.
DEV = """case "${1:-help}" in
  run) shift; exec stator "$@" ;;
  build) @ROOT@/dev help | grep -q "^  build " ;;
  help) exec @ROOT@/dev help ;;
  *) echo "./dev $1 is not for here: mark the block" >&2; exit 1 ;;
esac
"""


class Failure(Exception):
    pass


def free_port():
    """One outside of the range that the system hands out, so that nobody gets it in the meantime."""
    while True:
        port = random.randrange(20000, 32000)
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def logical_lines(text):
    """The commands of a shell script, each with all its lines."""
    waiting = ""
    for line in text.splitlines(keepends=True):
        waiting += line
        parsed = subprocess.run(["bash", "-n", "-c", waiting], capture_output=True, text=True, check=False)
        if parsed.returncode == 0 and not parsed.stderr and not line.endswith("\\\n"):
            if waiting.strip() and not waiting.lstrip().startswith("#"):
                yield waiting
            waiting = ""
    if waiting.strip():
        raise Failure(f"the shell does not understand: {waiting}")


def server_words(command):
    """(environment, words) of a command that is a server in the foreground or background, or None."""
    try:
        words = shlex.split(command, comments=True)
    except ValueError:
        return None
    if words and words[-1] == "&":
        words.pop()
    count = 0
    while count < len(words) and re.fullmatch(r"\w+=.*", words[count], re.DOTALL):
        count += 1
    variables, words = words[:count], words[count:]
    if words[:2] == ["./dev", "run"]:
        words = ["stator", *words[2:]]
    if words[:2] == ["docker", "run"] and "-d" not in words:
        return variables, words
    if not words or words[0] != "stator" or any(w in ("|", ";", "&&", "||") for w in words):
        return None
    if any(w in ("--help", "--version", "-help", "-version") for w in words) or set(words[1:2]) & set(SUBCOMMANDS):
        return None
    return variables, words


class Machine:
    def __init__(self, root, build, variables):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="stator-docs-"))
        self.ports = {port: free_port() for port in PORTS}
        self.servers = {}  # by port
        self.bin, self.home, self.work = (self.directory / name for name in ("bin", "home", "stator"))
        for path in (self.bin, self.home, self.work / "build"):
            path.mkdir(parents=True)
        for entry in pathlib.Path(root).iterdir():
            if entry.name not in ("build", "dev", ".git"):
                (self.work / entry.name).symlink_to(entry)
        (self.work / "build/release").symlink_to(build)
        self.script(self.work / "dev", DEV, root, build)
        for name, text in WRAPPERS.items():
            self.script(self.bin / name, text, root, build)
        if os.environ.get("STATOR_IMAGE"):  # tests/containers/engine.py has put a client for its engine into PATH
            self.script(self.bin / "docker", f'exec {shutil.which("docker")} "$@"\n', root, build)
        self.state = self.directory / "state"
        self.environment = dict(variables) | {"HOME": str(self.home), "PATH": f"{self.bin}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
                                              "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        self.state.write_text(f"cd {shlex.quote(str(self.work))}\n")

    def script(self, path, text, root, build):
        path.write_text("#!/bin/sh\n" + text.replace("@PORT@", str(self.ports[8000])).replace("@BUILD@", str(build))
                        .replace("@ROOT@", str(root)))
        path.chmod(0o755)

    def mapped(self, text):
        return re.sub(r"(?<![\d.])(?<!\d{4}:)(%s)(?!\.?\d)" % "|".join(map(str, PORTS)), lambda m: str(self.ports[int(m[1])]), text)

    def unmapped(self, text):
        for port, here in self.ports.items():
            text = re.sub(rf"(?<!\d){here}(?!\d)", str(port), text)
        return text

    def here(self):
        """The directory in which the reader stands."""
        return pathlib.Path(self.run("pwd").strip())

    def run(self, script, status=0, extra=None):
        """Runs it in bash as the next command, and returns what it prints. Variables and the directory stay."""
        script = self.mapped(script)
        whole = f"set -a; . {self.state}; set -e -o pipefail\n{script}\n" \
                f"{{ export -p | grep -v STATOR_DOCS_; printf 'umask %s\\ncd %q\\n' \"$(umask)\" \"$PWD\"; }} >{self.state}"
        process = subprocess.Popen(["bash", "-c", whole], env=self.environment | (extra or {}), text=True, errors="replace",
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            output, _ = process.communicate(timeout=COMMAND_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
            raise Failure(f"after {COMMAND_SECONDS} s still running: {script}\n{output}") from None
        if process.returncode != status:
            raise Failure(f"status {process.returncode}, not {status}: {self.unmapped(script)}\n{self.unmapped(output)}")
        return self.unmapped(output)

    def port_of(self, variables, words):
        named = [b for a, b in zip(words, words[1:]) if a in ("--port", "-port")]
        named += [v.partition("=")[2] for v in variables if v.startswith("STATOR_PORT=")]
        named += [b.partition(":")[0] for a, b in zip(words, words[1:]) if a == "-p"]
        if "--config" in words and not named:
            named = re.findall(r"^port *= *(\d+)", (self.here() / words[words.index("--config") + 1]).read_text(), re.MULTILINE)
        return int(named[0]) if named else self.ports[8000]

    def serve(self, text, variables, words):
        """Starts a server, in place of one on the same port, and returns what it prints until it listens."""
        text = self.mapped(text).strip().removesuffix("&")
        variables, words = ([self.mapped(word) for word in each] for each in (variables, words))
        port = self.port_of(variables, words)
        self.stop(port)
        log = self.directory / f"server-{port}-{time.monotonic_ns()}.log"
        command = f"set -a; . {self.state}; exec env {text}"
        with open(log, "wb") as output:
            process = subprocess.Popen(["bash", "-c", command], env=self.environment, stdin=subprocess.DEVNULL, stdout=output,
                                       stderr=subprocess.STDOUT, start_new_session=True)
        self.servers[port] = (process, log, shlex.join(words))
        deadline = time.monotonic() + START_SECONDS
        while "listening on" not in log.read_text(errors="replace"):
            if process.poll() is not None or time.monotonic() > deadline:
                del self.servers[port]
                process.kill()
                raise Failure(f"does not serve: {shlex.join(words)}\n{log.read_text(errors='replace')}")
            time.sleep(0.01)
        return self.unmapped(log.read_text(errors="replace"))

    def stop(self, port):
        process, log, command = self.servers.pop(port, (None, None, None))
        if process is None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            status = process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            status = "no end"
        if status != 0:
            raise Failure(f"SIGTERM ended a server with status {status}: {command}\n{log.read_text(errors='replace')}")

    def stop_all(self):
        for port in list(self.servers):
            self.stop(port)

    def run_script(self, text, status=0, extra=None):
        """Runs a block of commands; returns what they print."""
        output = ""
        for command in logical_lines(text):
            server = server_words(command) if status == 0 else None
            output += self.serve(command, *server) if server else self.run(command, status, extra)
        return output
