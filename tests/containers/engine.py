#!/usr/bin/env python3
"""Runs a command with a container engine at hand, and with an image made of this build's program.

usage: engine.py run [--image | --whole-image] -- COMMAND [ARGUMENT ...]

The engine is Docker's or a compatible one, if it answers: at DOCKER_HOST, where the docker client's context says, at
/var/run/docker.sock, or the caller's own podman. Otherwise, root gets a podman for the time of COMMAND (Debian packages podman,
runc, netavark, aardvark-dns, iptables): its storage is under the build directory, and it has mounts, processes and a network of
its own, which COMMAND shares. So no port meets anybody else's, any number can run at a time, and when COMMAND ends or this
program is killed, nothing is left. Such a COMMAND reaches its own loopback and the containers, but not the world.

COMMAND finds in its environment
  DOCKER_HOST          where the engine listens
  PATH                 with a `docker`: Docker's client or podman's
  TESTCONTAINERS_*     what Testcontainers has to know about the engine
  STATOR_IMAGE         the image's name, `stator`. With --image, it is the Dockerfile's last stage over STATOR_BINARY
                       (build/release/bin/stator if not set), which takes a second; with --whole-image, it is what
                       `docker build .` makes, in some minutes. Where no registry can be reached, its Debian comes from
                       debootstrap

STATOR_SCRATCH         where the storage goes, build/containers if not set

Exits with COMMAND's status; with 77, and a line that says why, when no container can run here (1 in CI, if podman is missing).
"""
import contextlib
import ctypes
import fcntl
import http.client
import os
import pathlib
import re
import resource
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import json

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
IMAGE = "stator"
DEBIAN = "docker.io/library/debian:bookworm-slim"  # what the Dockerfile is FROM
SKIPPED = 77
START_SECONDS = 120
STOP_SECONDS = 60
CONTROL_GROUPS = pathlib.Path("/sys/fs/cgroup")
PACKAGES = "podman runc netavark aardvark-dns iptables"
SOCKET = "/run/docker.sock"  # of the private engine, whose /run is its own


class NoEngine(Exception):
    """No container can run here; the text says why."""


# --- Talking to an engine ------------------------------------------------------------------------------------------

class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=START_SECONDS)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def ask(path, target):
    """What the engine at this socket answers to GET target: (status, body)."""
    connection = UnixConnection(path)
    try:
        connection.request("GET", target)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def answers(path):
    try:
        return ask(path, "/_ping")[0] == 200
    except (OSError, http.client.HTTPException):
        return False


def output_of(command, **options):
    """What a command prints, or None if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, **options)
    return done.stdout.strip() if done.returncode == 0 else None


def running_engine():
    """The DOCKER_HOST of an engine that answers, or None."""
    given = os.environ.get("DOCKER_HOST")
    client = shutil.which("docker")
    if given and not given.startswith("unix://"):
        return given if client and output_of(["docker", "version", "--format", "{{.Server.Version}}"]) else None
    places = [given, "unix:///var/run/docker.sock", f"unix://{os.environ.get('XDG_RUNTIME_DIR', '/run')}/podman/podman.sock"]
    if client and not given:
        places.insert(0, output_of(["docker", "context", "inspect", "--format", "{{.Endpoints.docker.Host}}"]))
    return next((p for p in places if p and p.startswith("unix://") and answers(p.removeprefix("unix://"))), None)


def put_client_first(directory, host):
    """A `docker` for an engine that is not Docker's, or where Docker's client is missing."""
    podman = shutil.which("podman")
    if not podman:
        raise NoEngine("an engine answers, but there is neither a docker nor a podman command to talk to it")
    script = directory / "bin" / "docker"
    script.parent.mkdir()
    # Only Docker's image format has health checks; and a layer for each line of a Dockerfile would take seconds.
    script.write_text(f'#!/bin/sh\nBUILDAH_FORMAT=docker BUILDAH_LAYERS=false exec {podman} --remote --url {host} "$@"\n')
    script.chmod(0o755)
    os.environ["PATH"] = f"{script.parent}:{os.environ['PATH']}"


def docker(*arguments):
    return subprocess.run(["docker", *map(str, arguments)], check=True, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL).stdout.strip()


# --- The image -----------------------------------------------------------------------------------------------------

def last_stage(dockerfile):
    """Its last stage, with the directory that `docker build` is told in place of the stage before."""
    stage = dockerfile[dockerfile.rindex("\nFROM ") + 1:]
    return re.sub(r"(?m)^COPY --from=build ((?:--\S+ )*)/", r"COPY \1", stage)


def make_image(directory):
    binary = os.environ.get("STATOR_BINARY", str(ROOT / "build/release/bin/stator"))
    if not os.access(binary, os.X_OK):
        sys.exit(f"engine.py: there is no program {binary}; ./dev build makes it")
    context = directory / "context"
    subprocess.run([ROOT / "tools/image_root", binary, context / "image"], check=True)
    (context / "Dockerfile").write_text(last_stage((ROOT / "Dockerfile").read_text()))
    docker("build", "-q", "-t", IMAGE, "-f", context / "Dockerfile", context)
    shutil.rmtree(context)


def image_id():
    return output_of(["docker", "image", "inspect", "--format", "{{.Id}}", IMAGE])


def check_that_containers_run(directory):
    context = directory / "probe"
    subprocess.run([ROOT / "tools/image_root", shutil.which("true"), context / "image"], check=True)
    (context / "Dockerfile").write_text('FROM scratch\nCOPY image/rootfs/ /\nENTRYPOINT ["/usr/local/bin/stator"]\n')
    try:
        docker("build", "-q", "-t", "probe", "-f", context / "Dockerfile", context)
        docker("run", "--rm", "--network", "none", "probe")
        docker("run", "--rm", "-p", "8000", "probe")
        docker("rmi", "probe")
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip() or str(error)).splitlines()[-1]
        raise NoEngine(f"podman starts, but `docker {error.cmd[1]}` fails: {last}") from None
    shutil.rmtree(context)


# --- An engine that was there already ------------------------------------------------------------------------------

def run_with(host, wanted, command, directory):
    os.environ["DOCKER_HOST"] = host
    if not shutil.which("docker"):
        put_client_first(directory, host)
    if not wanted:
        return run_command(command)
    os.environ["STATOR_IMAGE"] = IMAGE
    # Nobody else may change what `stator` means meanwhile.
    with open(os.path.join(tempfile.gettempdir(), f"stator-image-{os.getuid()}.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = image_id()
        with cleaning(lambda: put_image_back(before)):
            if wanted == "--whole-image":
                subprocess.run(["docker", "build", "-t", IMAGE, ROOT], check=True)
            else:
                make_image(directory)
            return run_command(command)


def put_image_back(before):
    if before:
        subprocess.run(["docker", "tag", before, IMAGE], check=False, stdout=subprocess.DEVNULL)
    else:
        subprocess.run(["docker", "rmi", "-f", IMAGE], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


# --- An engine of our own ------------------------------------------------------------------------------------------

def can_have_own():
    """Raises NoEngine if this machine cannot start a podman."""
    if not sys.platform.startswith("linux") or os.getuid() != 0:
        raise NoEngine("no Docker engine answers, and a podman of its own takes Linux and root")
    runtime = shutil.which("runc") or shutil.which("crun")
    if not shutil.which("podman") or not runtime:
        if os.environ.get("CI"):
            sys.exit(f"engine.py: CI has to have a Docker engine or podman, which ./dev test installs ({PACKAGES})")
        raise NoEngine(f"no Docker engine answers, and podman is missing (apt-get install {PACKAGES})")
    if output_of([*NAMESPACES, "true"]) is None:
        raise NoEngine("no Docker engine answers, and this machine does not allow namespaces")
    return runtime


# What runs in there ends with the first process in there: the engine, what it starts and COMMAND.
NAMESPACES = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]
NAMESPACES_ONLINE = [word for word in NAMESPACES if word != "--net"]


def run_with_own(wanted, command, directory):
    runtime = can_have_own()
    # No container gets more than this machine gives to us: not every machine lets root raise its limits.
    limits = [f'"{name}={resource.getrlimit(what)[1]}:{resource.getrlimit(what)[1]}"'
              for name, what in (("nofile", resource.RLIMIT_NOFILE), ("nproc", resource.RLIMIT_NPROC))]
    (directory / "containers.conf").write_text(f"""
[containers]
default_ulimits = [{", ".join(limits).replace("-1", "1048576")}]
[engine]
cgroup_manager = "cgroupfs"
compat_api_enforce_docker_hub = false
events_logger = "file"
lock_type = "file"
runtime = "{pathlib.Path(runtime).name}"
tmp_dir = "/run/podman"
[network]
network_config_dir = "/run/networks"
""")
    (directory / "storage.conf").write_text(f'[storage]\ndriver = "vfs"\ngraphroot = "{directory}/storage"\n'
                                            'runroot = "/run/containers"\n')
    os.environ |= {"CONTAINERS_CONF": f"{directory}/containers.conf", "CONTAINERS_STORAGE_CONF": f"{directory}/storage.conf"}
    ourselves = [sys.executable, __file__]
    if wanted == "--whole-image":
        status = run_command([*NAMESPACES_ONLINE, *ourselves, "build", str(directory)])
        if status:
            return status
    return run_command([*NAMESPACES, *ourselves, "inside", str(directory), wanted or "-", *command])


def own_run_directory():
    """A /run of the namespace, but for what /etc/resolv.conf may point to there."""
    resolver = pathlib.Path("/etc/resolv.conf").resolve()
    names = resolver.read_bytes() if resolver.is_file() and resolver.is_relative_to("/run") else None
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", "/run"], check=True)
    os.mkdir("/run/lock")
    if names is not None:
        resolver.parent.mkdir(parents=True, exist_ok=True)
        resolver.write_bytes(names)


def build_whole_image(directory):
    """In namespaces with this machine's network, for apt-get: the Dockerfile, all of it."""
    own_run_directory()
    if subprocess.run(["podman", "pull", "-q", DEBIAN], check=False, capture_output=True).returncode != 0:
        base = directory.parent / "debian.tar"
        if not base.exists():
            if not shutil.which("debootstrap"):
                raise NoEngine("no registry can be reached, and debootstrap is missing (apt-get install debootstrap)")
            tree, packed = directory / "debian", directory / "debian.tar"
            subprocess.run(["debootstrap", "--variant=minbase", "bookworm", tree], check=True, stdout=sys.stderr)
            subprocess.run(["tar", "-C", tree, "--exclude=./var/cache/apt/archives/*.deb", "-cf", packed, "."], check=True)
            packed.rename(base)
        subprocess.run(["podman", "import", "-q", base, DEBIAN], check=True, stdout=subprocess.DEVNULL)
    # With each RUN in a chroot, no more is asked of the machine than debootstrap asks.
    return subprocess.run(["podman", "build", "--isolation", "chroot", "--format", "docker", "--layers=false", "-t", IMAGE,
                           ROOT], check=False).returncode


def first_process(work):
    """The first process of the namespace collects orphans; `work` is done by the second. Returns its status."""
    worker = os.fork()
    if worker == 0:
        status = 1
        with contextlib.suppress(KeyboardInterrupt):
            status = work()
        sys.exit(status)
    while True:
        pid, status = os.wait()
        if pid == worker:
            return exit_status(os.waitstatus_to_exitcode(status))


def inside(directory, wanted, command):
    """In the namespaces: starts the engine and runs the command."""
    raise_loopback()
    own_run_directory()
    os.environ |= {"DOCKER_HOST": f"unix://{SOCKET}",
                   # Published ports are open on 127.0.0.1 and not on ::1, which `localhost` may mean.
                   "TESTCONTAINERS_HOST_OVERRIDE": "127.0.0.1",
                   # Its image is in a registry, and what it is for is done here.
                   "TESTCONTAINERS_RYUK_DISABLED": "true"}
    os.environ.pop("DOCKER_CONTEXT", None)
    with open(directory / "engine.log", "wb") as log:
        # Health checks are done here: podman leaves them to systemd, which has nothing to say in here. A Dockerfile where the
        # service runs would go before that of the context (podman 4.3).
        subprocess.Popen(["podman", "system", "service", "--time=0", f"unix://{SOCKET}"], cwd=directory, stdin=subprocess.DEVNULL,
                         stdout=log, stderr=log, env=os.environ | {"DISABLE_HC_SYSTEMD": "true"})
    deadline = time.monotonic() + START_SECONDS
    while not answers(SOCKET):
        if time.monotonic() > deadline:
            raise NoEngine(f"podman does not start: {(directory / 'engine.log').read_text()[-300:]}")
        time.sleep(0.02)
    put_client_first(directory, os.environ["DOCKER_HOST"])
    check_that_containers_run(directory)
    threading.Thread(target=check_health, daemon=True).start()
    if wanted == "--image":
        make_image(directory)
    if wanted != "-":
        os.environ["STATOR_IMAGE"] = IMAGE
    return exit_status(subprocess.run(command, check=False).returncode)


def raise_loopback():
    siocsifflags, iff_up = 0x8914, 1
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, siocsifflags, struct.pack("16sh", b"lo", iff_up))


def check_health():
    """Runs the health checks of containers when they are due, as Docker does: first after one interval."""
    due = {}
    while True:
        time.sleep(0.1)
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
            running = {container["Id"] for container in json.loads(ask(SOCKET, "/v4.0.0/libpod/containers/json")[1])}
            now = time.monotonic()
            due = {container: due.get(container) or now + interval_of(container) for container in running}
            for container in [c for c in running if due[c] <= now]:
                due[container] = now + interval_of(container)
                target = f"/v4.0.0/libpod/containers/{container}/healthcheck"
                threading.Thread(target=ask, args=(SOCKET, target), daemon=True).start()


def interval_of(container):
    status, body = ask(SOCKET, f"/v4.0.0/libpod/containers/{container}/json")
    check = json.loads(body)["Config"].get("Healthcheck") if status == 200 else None
    return check.get("Interval", 30e9) / 1e9 if check and check.get("Test", ["NONE"])[0] != "NONE" else float("inf")


def remove(directory):
    """Removes an engine's storage, and the control groups of containers that it did not remove itself."""
    containers = [f"libpod-{path.name}" for path in (directory / "storage/vfs-containers").glob("*/")]
    deadline = time.monotonic() + STOP_SECONDS
    while left := [g for g in CONTROL_GROUPS.glob("**/libpod_parent/*") if g.name in containers]:
        remove_groups(inner for group in left for inner in sorted(group.glob("**/"), reverse=True))
        if time.monotonic() > deadline:
            break
        time.sleep(0.05)  # their processes have been killed, and may need a moment to be gone
    remove_groups(CONTROL_GROUPS.glob("**/libpod_parent/conmon"))
    remove_groups(CONTROL_GROUPS.glob("**/libpod_parent"))
    shutil.rmtree(directory, ignore_errors=True)


def remove_groups(groups):
    for group in groups:
        with contextlib.suppress(OSError):  # there are processes in it, of this engine or of another
            group.rmdir()


# --- Cleaning up, whatever happens ---------------------------------------------------------------------------------

@contextlib.contextmanager
def cleaning(work):
    """Does `work` at the end of the block, in a process of its own: also when this one gets SIGKILL, with all its children."""
    held_read, held_write = os.pipe()
    done_read, done_write = os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
        if os.fork() == 0:  # so that it is nobody's child
            os.close(held_write)
            os.close(done_read)
            silence = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(silence, stream)
            os.read(held_read, 1)  # until the other end is closed, by whom ever
            with contextlib.suppress(Exception):
                work()
        os._exit(0)
    os.waitpid(child, 0)
    os.close(held_read)
    os.close(done_write)
    try:
        yield
    finally:
        os.close(held_write)
        os.read(done_read, 1)
        os.close(done_read)


def end_with_parent():
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def run_command(command):
    """Runs it; it ends with us, however we end."""
    options = {"preexec_fn": end_with_parent} if sys.platform.startswith("linux") else {}
    process = subprocess.Popen(command, **options)
    try:
        return exit_status(process.wait())
    finally:
        process.kill()
        process.wait()


def exit_status(status):
    return status if status >= 0 else 128 - status


@contextlib.contextmanager
def scratch_directory():
    """A directory that is removed at the end, with those that were left when this machine stopped in the middle of it."""
    base = pathlib.Path(os.environ.get("STATOR_SCRATCH", ROOT / "build/containers")).resolve()
    base.mkdir(parents=True, exist_ok=True)
    for old in base.glob("engine-*"):
        with contextlib.suppress(OSError), open(old / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove(old)
    directory = pathlib.Path(tempfile.mkdtemp(prefix="engine-", dir=base))
    with open(directory / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the process that cleans up shares it
        with cleaning(lambda: remove(directory)):
            yield directory


def stop_on(number, _frame):
    sys.exit(128 + number)


def run(wanted, command):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_on)
    host = running_engine()
    with scratch_directory() as directory:
        if host:
            return run_with(host, wanted, command, directory)
        return run_with_own(wanted, command, directory)


def main():
    arguments = sys.argv[1:]
    try:
        if arguments[:1] == ["build"]:
            sys.exit(first_process(lambda: build_whole_image(pathlib.Path(arguments[1]))))
        if arguments[:1] == ["inside"]:
            sys.exit(first_process(lambda: inside(pathlib.Path(arguments[1]), arguments[2], arguments[3:])))
        split = arguments.index("--") if "--" in arguments else 0
        before, command = arguments[:split], arguments[split + 1:]
        if before not in (["run"], ["run", "--image"], ["run", "--whole-image"]) or not command:
            sys.exit(__doc__)
        sys.exit(run(before[1] if before[1:] else None, command))
    except NoEngine as reason:
        print(f"engine.py: no container can run here: {reason}", flush=True)
        sys.exit(SKIPPED)


if __name__ == "__main__":
    main()
