#!/usr/bin/env python3
"""Packs the npm packages, installs them, and tests them: the library, its README and types, the examples for Jest and Vitest.

usage: run.py [STEP ...]        all steps if none is named

STATOR_BINARY     the program to pack, build/release/bin/stator if not set
STATOR_SCRATCH    where npm packages and copies of the tests go, build/npm-tests if not set
Exits 77 when node or npm is not installed, except in CI, where that is a failure.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
EXAMPLES = ROOT / "examples"
SKIPPED = 77


def environment(scratch):
    """The caller's without any setting for AWS or Stator, so that the tests see what they set."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "STATOR_", "npm_config_"))}
    nowhere = os.path.join(tempfile.gettempdir(), "no-aws-configuration-here")
    return kept | {"AWS_CONFIG_FILE": nowhere, "AWS_SHARED_CREDENTIALS_FILE": nowhere, "AWS_EC2_METADATA_DISABLED": "true",
                   "NO_PROXY": "127.0.0.1,localhost", "NO_COLOR": "1", "npm_config_update_notifier": "false",
                   "npm_config_audit": "false", "npm_config_fund": "false",
                   "PATH": f"{scratch / 'node_modules' / '.bin'}{os.pathsep}{kept['PATH']}"}


class Suite:
    def __init__(self, scratch):
        self.scratch = scratch
        self.project = scratch / "project"
        self.variables = environment(scratch)

    def run(self, command, where, **more):
        done = subprocess.run([str(word) for word in command], cwd=where, env=self.variables | more, check=False,
                              stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))}: status {done.returncode}, in {where}")

    def copy(self, source, name):
        """A copy of a directory in the project, where node finds what is installed there and above."""
        target = self.project / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("node_modules"))
        return target

    def dependencies(self):
        """What the tests need from npm's registry, installed again when the list changed."""
        wanted = (HERE / "package.json").read_text()
        installed = self.scratch / "installed.json"
        if installed.exists() and installed.read_text() == wanted:
            return
        installed.unlink(missing_ok=True)
        shutil.rmtree(self.scratch / "node_modules", ignore_errors=True)
        (self.scratch / "package.json").write_text(wanted)
        print("Installing Jest, Vitest, TypeScript and the AWS SDK from npm", flush=True)
        self.run(["npm", "install", "--no-package-lock", "--loglevel=error"], self.scratch)
        installed.write_text(wanted)

    def install(self, binary):
        """The packages, packed and installed as their users do, without the registry."""
        packed = self.scratch / "packed"
        shutil.rmtree(packed, ignore_errors=True)
        self.run(["node", HERE.parent / "pack.mjs", "--output", packed, binary], self.scratch)
        shutil.rmtree(self.project, ignore_errors=True)
        self.project.mkdir()
        (self.project / "package.json").write_text('{ "name": "project", "private": true }\n')
        self.run(["npm", "install", "--offline", "--no-save", "--no-package-lock", "--loglevel=error",
                  *sorted(packed.glob("*.tgz"))], self.project)

    # --- Steps, in their order --------------------------------------------------------------------------------------

    def step_package(self):
        """The packed program finds its libraries beside it, and all of them but glibc's."""
        package, = (self.project / "node_modules").glob("stator-local-linux-*")
        listing = subprocess.run(["ldd", package / "bin" / "stator"], capture_output=True, text=True, check=True).stdout
        outside = [line.split()[0] for line in listing.splitlines() if "=>" in line and str(package.resolve()) not in line]
        beyond = [name for name in outside if not re.match(r"(libc|libm|ld-linux.*|linux-vdso)\.so", name)]
        if beyond:
            sys.exit(f"the packed program takes {', '.join(beyond)} from the machine")
        if not (package / "lib").is_dir() or not list((package / "licenses").glob("*.txt")):
            sys.exit("the platform's package lacks libraries or licenses")
        wrong = subprocess.run(["node", HERE.parent / "pack.mjs", "--output", self.scratch / "wrong", __file__],
                               capture_output=True, text=True, check=False, env=self.variables)
        if wrong.returncode != 1 or "run.py is no program for linux-x64 or linux-arm64" not in wrong.stderr:
            sys.exit(f"pack.mjs took a script for a program: status {wrong.returncode}, {wrong.stderr}")
        if list((self.scratch / "wrong").iterdir()):
            sys.exit("pack.mjs left something behind")

    def step_library(self):
        directory = self.copy(HERE / "library", "library")
        files = sorted(file.name for file in directory.glob("*.test.mjs"))
        self.run(["node", "--test", "--test-reporter=spec", *files], directory)

    def step_types(self):
        self.run(["tsc", "--project", self.copy(HERE / "types", "types")], self.project)
        with_vitest = self.copy(EXAMPLES / "vitest", "vitest-types")
        shutil.copy(HERE / "types" / "provided.mts", with_vitest / "provided.ts")
        self.run(["tsc", "--project", with_vitest], self.project)

    def step_readme(self):
        """Each snippet is a file of a project for the test runner that its section is about."""
        runners = {"Any test runner": ["node", "--test", "--test-reporter=spec"], "Jest": ["jest"],
                   "Vitest": ["vitest", "run"]}
        text = (HERE.parent / "stator-local" / "README.md").read_text()
        for title, body in re.findall(r"(?ms)^## ([^\n]+)\n(.*?)(?=^## |\Z)", text):
            files = re.findall(r"(?ms)^```js\n// (\S+)\n(.*?)^```$", body)
            if len(files) != body.count("```js"):
                sys.exit(f"README.md, {title}: a snippet does not begin with the name of its file")
            if not files:
                continue
            directory = self.copy(EXAMPLES / "jest", "readme-" + title.split()[-1].lower())
            for left in [*directory.glob("*.js"), directory / "package.json"]:
                left.unlink()
            (directory / "package.json").write_text("{}")
            for name, content in files:
                (directory / name).write_text(content)
            self.run(runners.pop(title), directory)
        if runners:
            sys.exit(f"README.md has no snippets about {', '.join(runners)}")

    def step_jest(self):
        self.run(["jest"], self.copy(EXAMPLES / "jest", "jest"))

    def step_vitest(self):
        self.run(["vitest", "run"], self.copy(EXAMPLES / "vitest", "vitest"))

    def step_parallel(self):
        """Two workers at the same time, in each runner."""
        parallel = self.copy(HERE / "parallel", "parallel")
        # With timings of an earlier run Jest would take one worker.
        with tempfile.TemporaryDirectory(dir=self.scratch) as cache:
            self.run(["jest", "--maxWorkers=2", f"--cacheDirectory={cache}"], parallel / "jest")
        for pool in ("forks", "threads"):
            self.run(["vitest", "run"], parallel / "vitest", POOL=pool)


def main():
    lacking = [tool for tool in ("node", "npm") if not shutil.which(tool)]
    if lacking:
        print(f"{' and '.join(lacking)} not installed (apt-get install nodejs npm)")
        sys.exit(1 if os.environ.get("CI") else SKIPPED)
    scratch = pathlib.Path(os.environ.get("STATOR_SCRATCH", ROOT / "build" / "npm-tests")).resolve()
    scratch.mkdir(parents=True, exist_ok=True)
    suite = Suite(scratch)
    steps = sys.argv[1:] or [name.removeprefix("step_") for name in vars(Suite) if name.startswith("step_")]
    suite.dependencies()
    suite.install(os.environ.get("STATOR_BINARY", str(ROOT / "build/release/bin/stator")))
    for step in steps:
        print(f"== {step}", flush=True)
        begun = time.monotonic()
        getattr(suite, f"step_{step}")()
        print(f"== {step}: {time.monotonic() - begun:.1f} s", flush=True)


if __name__ == "__main__":
    main()
