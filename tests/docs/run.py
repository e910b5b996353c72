#!/usr/bin/env python3
"""Follows a page of the documentation as a reader would: runs every block of it in order, in a directory of its own.

usage: run.py PAGE.md [--keep]       --keep leaves the directory for a look

STATOR_BUILD     the build directory, build/release if not set
STATOR_SCRATCH   what pages share: an installed library, npm packages; STATOR_BUILD/tests/docs if not set
STATOR_JAVA_SDK  see programs.py; without it, and without Go and its SDK, blocks in these languages are named and left out

What is done with a block depends on its language:
  sh                      its commands run, one by one, and must succeed; servers stay in the background (machine.py)
  python js java go       a program, run (programs.py)
  cpp c                   compiled against the installed library, and run
  json toml yaml cmake    a file: `file=NAME` says which. They and files in other languages are used by the commands that follow
  sh with docker          the same, with an engine and the image `stator` of tests/containers/engine.py
  any                     `output`: compared with what the block before it printed
A block that is none of these needs a directive that says why it is not run (page.py has them all): nothing is left out in silence.
Links to other files of the tree, and to headings in them, must lead somewhere.
"""
import argparse
import fcntl
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent / "sdk")]
sys.dont_write_bytecode = True

SKIPPED = 77

import machine as machines  # noqa: E402
import page as pages  # noqa: E402
import programs  # noqa: E402


def sdk_runner():
    """tests/sdk/run.py: where npm packages come from, and an environment without settings of AWS."""
    import importlib.util
    spec = importlib.util.spec_from_file_location("sdk_run", HERE.parent / "sdk/run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reader_environment(sdk):
    """No credentials, no region and no settings of AWS: pages tell what to set."""
    own = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION", "AWS_REGION")
    wanted = {k: v for k, v in sdk.environment().items() if k not in own}
    return {k: v for k, v in wanted.items() if not k.startswith(("STATOR_", "CTEST_", "NINJA_"))} | {
        "CMAKE_CXX_COMPILER_LAUNCHER": "ccache" if shutil.which("ccache") else "",
        "AWS_REQUEST_CHECKSUM_CALCULATION": "when_required", "NODE_NO_WARNINGS": "1"}  # the SDK's, of a Node.js as old as Debian 12's


def pattern_of(shown, numbers_vary, partial):
    """A regular expression for the output that a page shows."""
    def line(text):
        parts = []
        for part in text.rstrip().split("..."):
            escaped = re.escape(part)
            parts.append(re.sub(r"\d+", r"\\d+", escaped) if numbers_vary else escaped)
        return ".*".join(parts)
    lines = shown.rstrip("\n").split("\n")
    between = r"[ \t]*\n(?:.*\n)*?" if partial else r"[ \t]*\n"
    pattern = between.join(r"(?:.*\n)*?.*" if text.strip() == "..." else line(text) for text in lines)
    return (r"(?:.*\n)*?" if partial else "") + pattern + (r"[ \t]*(?:\n.*)*" if partial else r"\s*")


def uses_containers(block):
    return block.language == "sh" and not block.reason() and re.search(r"^docker ", block.text, re.MULTILINE) is not None


def follow_with_engine(path, build, shared):
    """Runs this program again with a container engine and the image `stator` (tests/containers/engine.py). Its status, or None if no
    engine can be had."""
    sdk = sdk_runner()
    if not sdk.missing("javascript"):  # there is no network inside
        with open(shared / "npm.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            sdk.prepare_javascript(shared)
    command = [sys.executable, HERE.parent / "containers/engine.py", "run", "--image", "--",
               "env", f"STATOR_SCRATCH={shared}", sys.executable, __file__, path]
    variables = {"STATOR_BINARY": str(build / "bin/stator"), "STATOR_SCRATCH": str(build / "tests/containers"), "STATOR_BUILD": str(build)}
    status = subprocess.run(command, env=os.environ | variables, check=False).returncode
    return None if status == SKIPPED else status


class Follower:
    def __init__(self, path, build, shared):
        self.path, self.build, self.shared = path, build, shared
        self.sdk = sdk_runner()
        self.machine = machines.Machine(ROOT, build, reader_environment(self.sdk))
        self.service = None
        self.last_output = ""  # of the block before; None: it was not run
        self.notes = []

    def packages(self):
        """The npm packages of tests/sdk, installed once for a build."""
        lacking = self.sdk.missing("javascript")
        if lacking:
            raise programs.Unavailable(lacking)
        with open(self.shared / "npm.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            modules = self.sdk.prepare_javascript(self.shared) / "node_modules"
        self.machine.environment["STATOR_DOCS_MODULES"] = str(modules)
        return modules

    def real_service(self):
        if not self.service:
            import real_service
            self.service = real_service.start()
        return {"STATOR_DOCS_SERVICE": self.service}

    def compare(self, block):
        directive = next(d for d in block.directives if d.startswith("output"))
        if self.last_output is None:
            return
        pattern = pattern_of(block.text, "numbers vary" in directive, "as far as shown" in directive)
        if not re.fullmatch(pattern, self.last_output.rstrip() + "\n", re.ASCII) and \
                not re.fullmatch(pattern, self.last_output.rstrip(), re.ASCII):
            raise machines.Failure(f"the page shows\n{block.text}\nit printed\n{self.last_output}")

    def write(self, block, name):
        if block.language == "json":
            json.loads(block.text)
        target = self.machine.here() / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_symlink():
            raise machines.Failure(f"{name} is a file of the clone")
        target.write_text(self.machine.mapped(block.text))

    def follow(self, block, scratch):
        scratch.mkdir()
        if block.reason():
            return
        if any(d.startswith("output") for d in block.directives):
            return self.compare(block)
        name = block.value("file")
        if name:
            return self.write(block, name)
        status = int(block.value("status") or 0)
        language = block.language
        if language in ("sh", "bash", "console"):
            if re.search(r"^(npm|node) ", block.text, re.MULTILINE):
                self.packages()
            if uses_containers(block) and not os.environ.get("STATOR_IMAGE"):
                raise programs.Unavailable("no container engine")
            extra = self.real_service() if block.has("real service") else None
            self.last_output = self.machine.run_script(block.text, status, extra)
        elif language == "python":
            self.last_output = programs.python(self.machine, block.text, scratch)
        elif language in ("js", "javascript"):
            self.last_output = programs.javascript(self.machine, block.text, self.packages())
        elif language == "cpp":
            self.last_output = programs.cplusplus(self.machine, block.text, scratch, self.build, self.shared)
        elif language == "c":
            self.last_output = programs.c(self.machine, block.text, scratch, self.build, self.shared)
        elif language == "java":
            self.last_output = programs.java(self.machine, block.text, scratch)
        elif language == "go":
            self.last_output = programs.go(self.machine, block.text, scratch, self.shared)
        else:
            raise machines.Failure(f"no way to run a block of the language '{language}'; tests/docs/page.py has the directives")

    def run(self):
        text = self.path.read_text()
        failures = pages.broken_links(self.path, text)
        for number, block in enumerate(pages.read(text)):
            where = f"{os.path.relpath(self.path, ROOT)}:{block.line}"
            try:
                self.follow(block, self.machine.directory / f"block{number}")
            except programs.Unavailable as reason:
                needed = block.language in ("js", "javascript")
                if needed and os.environ.get("CI"):
                    failures.append(f"{where}: {reason}")
                self.notes.append(f"{where}: {block.language}: not run, {reason}")
                self.last_output = None
            except (machines.Failure, ValueError, OSError, subprocess.CalledProcessError) as failure:
                failures.append(f"{where}: {failure}")
                break  # what follows builds on it
        try:
            self.machine.stop_all()
        except machines.Failure as failure:
            failures.append(str(failure))
        return failures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("page", type=pathlib.Path)
    parser.add_argument("--keep", action="store_true")
    arguments = parser.parse_args()
    build = pathlib.Path(os.environ.get("STATOR_BUILD", ROOT / "build/release")).resolve()
    shared = pathlib.Path(os.environ.get("STATOR_SCRATCH", build / "tests/docs")).resolve()
    shared.mkdir(parents=True, exist_ok=True)
    if not os.environ.get("STATOR_IMAGE") and any(map(uses_containers, pages.read(arguments.page.read_text()))):
        status = follow_with_engine(arguments.page.resolve(), build, shared)
        if status is not None:
            sys.exit(status)
    follower = Follower(arguments.page.resolve(), build, shared)
    try:
        failures = follower.run()
    except pages.PageError as error:
        failures = [f"{arguments.page}: {error}"]
    finally:
        for process, _, _ in follower.machine.servers.values():
            process.kill()
        if arguments.keep:
            print(follower.machine.directory)
        else:
            shutil.rmtree(follower.machine.directory, ignore_errors=True)
    print("\n".join(follower.notes + failures))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
