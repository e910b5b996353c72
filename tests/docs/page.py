"""Reads a Markdown page: its fenced blocks in order, each with the directives that stand before it.

A directive is an HTML comment, so readers do not see it. It holds for the next block, except `run`:

  <!-- test: file=NAME -->              the block is written to this file, for the commands that follow
  <!-- test: output -->                 the block is what the block before it printed; "..." stands for anything
  <!-- test: output, numbers vary -->   the same, and each number for any number
  <!-- test: output, as far as shown --> the same, but lines that are not shown may stand between and after
  <!-- test: status=N -->               the commands end with this status, not 0
  <!-- test: not run: REASON -->        one of REASONS, and no other
  <!-- test: real service -->           the commands are for AWS: only their parameters are checked (see commands.py)
  <!-- test: run
  COMMANDS
  -->                                   commands of the test alone, to set up or to check something, run at this place
"""
import dataclasses
import re

REASONS = {
    "illustration": "shows a shape, a layout or a syntax; there is nothing to run",
    "CI": "what it runs is what CI runs anyway (`./dev test`), or takes as long (`./dev fuzz`)",
    "image": "tests/image builds the image and runs it",
    "other software": "starts or tests another vendor's program, which is not installed here",
    "real account": "asks the real service with an account of one's own, and has no parameters that could be checked without",
}

DIRECTIVE = re.compile(r"<!--\s*test:\s*(.*?)\s*-->", re.DOTALL)
FENCE = re.compile(r"^(\s*)(```+)\s*([\w+.-]*)[^`]*$")
LINK = re.compile(r"\]\(([^)\s]+)\)")


@dataclasses.dataclass
class Block:
    line: int  # of its opening fence
    language: str
    text: str
    directives: list

    def value(self, name):
        """What stands behind `name=`, or None."""
        return next((d[len(name) + 1:] for d in self.directives if d.startswith(name + "=")), None)

    def has(self, name):
        return name in self.directives

    def reason(self):
        """Why it is not run, or None."""
        return next((d[len("not run:"):].strip() for d in self.directives if d.startswith("not run:")), None)


class PageError(Exception):
    pass


def known(directive):
    if directive.startswith("not run:"):
        return directive[len("not run:"):].strip() in REASONS
    return (directive in ("output", "output, numbers vary", "output, as far as shown", "real service")
            or re.fullmatch(r"file=[\w./-]+|status=\d+", directive) is not None)


def read(text):
    """The blocks of a page; hidden commands are blocks of the language `sh`."""
    blocks, waiting, lines, number = [], [], text.split("\n"), 0
    while number < len(lines):
        line = lines[number]
        fence = FENCE.match(line)
        if fence:
            end = number + 1
            while end < len(lines) and lines[end].strip() != fence[2]:
                end += 1
            if end == len(lines):
                raise PageError(f"line {number + 1}: a block that does not end")
            indent = len(fence[1])
            body = "".join(each[indent:] + "\n" for each in lines[number + 1:end])
            blocks.append(Block(number + 1, fence[3], body, waiting))
            waiting, number = [], end + 1
            continue
        if line.strip().startswith("<!--"):
            end = number
            while end < len(lines) and "-->" not in lines[end]:
                end += 1
            directive = DIRECTIVE.fullmatch("\n".join(lines[number:end + 1]).strip())
            if directive and re.match(r"run\n", directive[1]):
                blocks.append(Block(number + 1, "sh", directive[1][len("run\n"):] + "\n", []))
            elif directive:
                if not known(directive[1]):
                    raise PageError(f"line {number + 1}: no such directive: {directive[1]}")
                waiting.append(directive[1])
            number = end + 1
            continue
        if waiting and line.strip():
            raise PageError(f"line {number + 1}: a directive that stands before no block: {waiting}")
        number += 1
    if waiting:
        raise PageError(f"a directive at the end, before no block: {waiting}")
    return blocks


def anchors(text):
    """Those of the page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ +(.*?) *#*$", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", re.sub(r"\[(.*?)\]\(.*?\)", r"\1", t)).strip().lower().replace(" ", "-") for t in titles}


def broken_links(path, text):
    """Relative links of the page that lead nowhere."""
    broken = []
    prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    for link in LINK.findall(prose):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists():
            broken.append(f"{link}: no such file")
        elif anchor and target.suffix == ".md" and anchor not in anchors(target.read_text()):
            broken.append(f"{link}: no such heading")
    return broken
