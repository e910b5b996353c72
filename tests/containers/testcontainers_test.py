#!/usr/bin/env python3
"""Runs examples/testcontainers by engine.py. Exits 77 when no container can run here or there is no Node.

usage: testcontainers_test.py [ARGUMENT ...]      arguments go to node's test runner
"""
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tests/sdk"))
import run as sdk  # noqa: E402  tests/sdk/run.py

ENGINE = [sys.executable, str(HERE / "engine.py"), "run"]


def main():
    lacking = sdk.missing("javascript")
    if lacking:
        print(lacking)
        sys.exit(1 if os.environ.get("CI") else sdk.SKIPPED)
    probe = subprocess.run([*ENGINE, "--", "true"], check=False)
    if probe.returncode:
        sys.exit(probe.returncode)
    scratch = pathlib.Path(os.environ.get("STATOR_SCRATCH", ROOT / "build/containers"))
    # From here, since the command below may have no network but that of its containers.
    directory = sdk.prepare_javascript(scratch, ROOT / "examples/testcontainers")
    files = sorted(file.name for file in directory.glob("*.test.mjs"))
    command = ["node", "--test", "--test-reporter=spec", *sys.argv[1:], *files]
    done = subprocess.run([*ENGINE, "--image", "--", *command], cwd=directory, env=sdk.environment(), check=False,
                          stdin=subprocess.DEVNULL)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
