#!/usr/bin/env python3
"""engine.py gives a command an engine and an image, and takes everything away again. Exits 77 when no container can run here."""
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import engine

ENGINE = [sys.executable, engine.__file__, "run"]
GONE_SECONDS = 120


def run(*arguments, **options):
    return subprocess.run([*ENGINE, *arguments], capture_output=True, text=True, check=False, **options)


def processes_with(text):
    found = []
    for directory in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if text in (directory / "cmdline").read_text(errors="replace"):
                found.append(directory.name)
        except OSError:
            pass  # it has ended
    return found


class LastStage(unittest.TestCase):
    def test_copies_from_the_context_in_place_of_the_stage_before(self):
        stage = engine.last_stage("FROM a AS build\nRUN x\n\nFROM scratch\nCOPY --from=build /image/rootfs/ /\n"
                                  "COPY --from=build --chown=1:1 /image/home/ /home/\nUSER u\n")
        self.assertEqual(stage, "FROM scratch\nCOPY image/rootfs/ /\nCOPY --chown=1:1 image/home/ /home/\nUSER u\n")

    def test_of_our_dockerfile_needs_no_other_stage(self):
        stage = engine.last_stage((engine.ROOT / "Dockerfile").read_text())
        self.assertNotIn("--from", stage)
        self.assertIn("COPY image/rootfs/ /\n", stage)


class Engine(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(dir=os.environ.get("STATOR_SCRATCH"))
        self.addCleanup(scratch.cleanup)
        self.scratch = pathlib.Path(scratch.name)
        self.environment = os.environ | {"STATOR_SCRATCH": str(self.scratch)}

    def expect_nothing_left(self, marks):
        deadline = time.monotonic() + GONE_SECONDS
        while left := [*self.scratch.iterdir(), *(p for mark in marks for p in processes_with(mark))]:
            self.assertLess(time.monotonic(), deadline, f"left: {left}")
            time.sleep(0.05)
        groups = engine.CONTROL_GROUPS.glob("**/libpod_parent/libpod-*")
        self.assertEqual([g for g in groups if g.name.removeprefix("libpod-") in marks], [])

    def test_gives_the_commands_status_and_the_image(self):
        done = run("--image", "--", "sh", "-c", 'docker run --rm "$STATOR_IMAGE" --version && exit 42', env=self.environment)
        self.assertEqual(done.returncode, 42, done.stderr)
        self.assertRegex(done.stdout, r"^stator \d+\.\d+\.\d+\n$")
        self.expect_nothing_left([])

    def test_leaves_an_engine_that_answers_as_it_was(self):
        within = f"{' '.join(ENGINE)} --image -- sh -c 'docker run --rm stator --version; docker images -q stator'"
        images = "docker images -q"
        script = f"{within}; echo none: $({images} stator); docker tag probe stator; {within}; {images} stator; {images} probe"
        build = 'd=$(mktemp -d) && printf "FROM scratch\nLABEL a=b\n" >$d/Dockerfile && docker build -q -t probe $d && rm -r $d'
        done = run("--", "sh", "-c", f"{build} && {script}", env=self.environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        _, version, first, none, version_again, second, after, probe = done.stdout.splitlines()
        self.assertEqual((version, none, version_again), (version_again, "none:", version), done.stdout)
        self.assertEqual(after, probe, "the name means what it meant before")
        self.assertNotIn(probe, (first, second))
        self.expect_nothing_left([])

    def test_health_checks_are_made(self):
        script = """docker run -d --name a --health-interval 1s stator >/dev/null
            docker run -d --name b --health-interval 1s --health-retries 1 --health-start-period 0s \\
              --health-cmd '["/usr/local/bin/stator", "healthcheck", "http://127.0.0.1:1"]' stator >/dev/null
            for i in $(seq 60); do state=$(docker inspect -f '{{.State.Health.Status}}' a b | paste -sd,)
            [ "$state" = healthy,unhealthy ] && break; sleep 0.5; done; docker rm -fv a b >/dev/null; echo $state"""
        done = run("--image", "--", "sh", "-c", script, env=self.environment)
        self.assertEqual(done.stdout, "healthy,unhealthy\n", done.stderr)

    def test_leaves_nothing_when_it_is_killed(self):
        port = random.randrange(20000, 60000)
        for number in (signal.SIGTERM, signal.SIGKILL):
            script = f"readlink /proc/self/ns/net; docker run -d stator --port={port}; echo up; exec sleep 600"
            with subprocess.Popen([*ENGINE, "--image", "--", "sh", "-c", script], env=self.environment, text=True,
                                  stdout=subprocess.PIPE) as process:
                namespace, container = process.stdout.readline().strip(), process.stdout.readline().strip()
                self.assertEqual(process.stdout.readline(), "up\n")
                if namespace == os.readlink("/proc/self/ns/net"):
                    subprocess.run(["docker", "rm", "-f", container], check=True, capture_output=True)
                    process.kill()
                    self.skipTest("the engine is not engine.py's own: containers are the command's business")
                self.assertTrue(processes_with(f"--port={port}"))
                process.send_signal(number)
            self.assertEqual(process.returncode, -number if number == signal.SIGKILL else 128 + number)
            self.expect_nothing_left([str(self.scratch), f"--port={port}", container])


if __name__ == "__main__":
    probe = run("--", "true")
    if probe.returncode:
        print(probe.stdout + probe.stderr)
        sys.exit(probe.returncode)
    unittest.main()
