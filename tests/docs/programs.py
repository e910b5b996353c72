"""Programs in blocks of a page: those that are not whole get what is around them in any program of their language.

Each function takes the machine, the block's text and a scratch directory, and returns what the program prints. Unavailable: the
compiler or the SDK is not installed here; it is said and no failure, except for those that `./dev test` installs.
"""
import fcntl
import os
import pathlib
import re
import shlex
import shutil
import subprocess



JAVA_IMPORTS = ("java.net.URI", "java.util.*", "software.amazon.awssdk.auth.credentials.*", "software.amazon.awssdk.regions.Region",
                "software.amazon.awssdk.services.dynamodb.*", "software.amazon.awssdk.services.dynamodb.model.*")
GO_IMPORTS = ("context", "fmt", "log", "github.com/aws/aws-sdk-go-v2/aws", "github.com/aws/aws-sdk-go-v2/config",
              "github.com/aws/aws-sdk-go-v2/credentials", "github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue",
              "github.com/aws/aws-sdk-go-v2/service/dynamodb", "github.com/aws/aws-sdk-go-v2/service/dynamodb/types")


class Unavailable(Exception):
    pass


def split_heads(text, pattern):
    """(lines that begin as `pattern` says, the others)"""
    lines = text.splitlines(keepends=True)
    return "".join(x for x in lines if re.match(pattern, x)), "".join(x for x in lines if not re.match(pattern, x))


def python(machine, text, scratch):
    (scratch / "block.py").write_text(machine.mapped(text))
    return machine.run(f"python3 {scratch}/block.py")


def javascript(machine, text, modules):
    link = machine.work / "node_modules"
    if not link.exists():
        link.symlink_to(modules)
    (machine.work / "block.mjs").write_text(machine.mapped(text))
    return machine.run(f"node {machine.work}/block.mjs")


def installed(build, scratch):
    """A prefix with the library, installed once for a build."""
    prefix = scratch / "prefix"
    with open(scratch / "prefix.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        library = pathlib.Path(build) / "lib"
        newest = max(f.stat().st_mtime for f in library.rglob("libstator*"))
        stamp = scratch / "prefix.stamp"
        if not stamp.exists() or stamp.stat().st_mtime < newest:
            subprocess.run(["cmake", "--install", build, "--prefix", prefix, "--component", "library"], check=True, capture_output=True)
            stamp.touch()
    return prefix


def cplusplus(machine, text, scratch, build, shared):
    heads, rest = split_heads(text, r"#include|using ")
    whole = text if "int main" in text else f"#include <cstdint>\n{heads}\nint main() {{\n{rest}\n}}\n"
    (scratch / "block.cc").write_text(machine.mapped(whole))
    (scratch / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\nproject(block CXX)\nfind_package(stator CONFIG REQUIRED)\nadd_executable(block block.cc)\n"
        "target_compile_features(block PRIVATE cxx_std_20)\ntarget_link_libraries(block PRIVATE stator::stator)\n")
    prefix = installed(build, shared)
    return machine.run(f"cd {scratch} && cmake -S . -B out -DCMAKE_PREFIX_PATH={prefix} -DCMAKE_BUILD_TYPE=Debug >log 2>&1"
                       " && cmake --build out >>log 2>&1 || { cat log; exit 1; }"
                       f"; out/block; cd {shlex.quote(str(machine.here()))}")


def c(machine, text, scratch, build, shared):
    heads, rest = split_heads(text, r"#include")
    whole = text if "int main" in text else f"{heads}\nint main(void) {{\n{rest}\nreturn 0;\n}}\n"
    (scratch / "block.c").write_text(machine.mapped(whole))
    prefix = installed(build, shared)
    library = next(prefix.rglob("libstator.so")).parent
    return machine.run(f"PKG_CONFIG_PATH={library}/pkgconfig; cc -std=c99 -Wall -Wextra -pedantic -Werror {scratch}/block.c -o {scratch}/block_c "
                       f"-I{prefix}/include -L{library} -lstator -Wl,-rpath,{library}; {scratch}/block_c")


def java(machine, text, scratch):
    """STATOR_JAVA_SDK: a directory with the jars of the AWS SDK for Java 2 and what they need."""
    jars = os.environ.get("STATOR_JAVA_SDK")
    if not shutil.which("javac") or not jars:
        raise Unavailable("no JDK" if jars else "STATOR_JAVA_SDK does not name a directory with the jars of the AWS SDK for Java 2")
    heads, rest = split_heads(text, r"import ")
    imports = "".join(f"import {name};\n" for name in JAVA_IMPORTS)
    whole = text if "class " in text else (f"{imports}{heads}\npublic class Block {{\n"
                                           f"  public static void main(String[] arguments) throws Exception {{\n{rest}\n  }}\n}}\n")
    name = re.search(r"class (\w+)", whole)[1]
    (scratch / f"{name}.java").write_text(machine.mapped(whole))
    return machine.run(f"javac -d {scratch} -cp '{jars}/*' {scratch}/{name}.java && java -cp '{scratch}:{jars}/*' {name} "
                       "2> >(grep -v SLF4J >&2)")


def go(machine, text, scratch, shared):
    """With Debian's package of the AWS SDK for Go 2. Debian 12's is of 2022, when clients did not have BaseEndpoint yet: what is said
    by it is said there in the older form."""
    sources = pathlib.Path("/usr/share/gocode/src")
    sdk = sources / "github.com/aws/aws-sdk-go-v2/service/dynamodb"
    if not shutil.which("go") or not sdk.exists():
        raise Unavailable("no Go, or no AWS SDK for it (apt-get install golang-go golang-github-aws-aws-sdk-go-v2-dev: 100 MB)")
    used = [name for name in GO_IMPORTS if re.search(rf"\b{name.rsplit('/', 1)[-1]}\.", text)]
    if "ctx" in text and "context" not in used:
        used.append("context")
    imports = "".join(f'  "{name}"\n' for name in used)
    whole = text if text.startswith("package") else (f"package main\n\nimport (\n{imports})\n\nfunc main() {{\n"
                                                     f"  ctx := context.Background()\n{text}\n  _, _, _ = ctx, err, client\n}}\n")
    if not any("BaseEndpoint" in file.read_text() for file in sdk.glob("*options*.go")) and \
            "BaseEndpoint" not in (sdk / "api_client.go").read_text():
        whole = re.sub(r"o\.BaseEndpoint = aws\.String\((.*?)\)", r"o.EndpointResolver = dynamodb.EndpointResolverFromURL(\1)", whole)
        if "aws." not in whole:
            whole = whole.replace('  "github.com/aws/aws-sdk-go-v2/aws"\n', "")
    (scratch / "block.go").write_text(machine.mapped(whole))
    return machine.run(f"GO111MODULE=off GOFLAGS= GOPATH={sources.parent} GOCACHE={shared}/go go build -o {scratch}/block_go {scratch}/block.go"
                       f" && {scratch}/block_go")


__all__ = ["Unavailable", "c", "cplusplus", "go", "installed", "java", "javascript", "python"]
