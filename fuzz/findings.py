"""What a job found: kept at once under a name that says what is wrong, made smaller when there is time, and told with the commands to see it."""

import os
from dataclasses import dataclass
from pathlib import Path

import finding
import libfuzzer
import seeds

SHRINKING = 30  # seconds for each


def shown(path):
    """As it is typed from here."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def write(path, data):
    """All of it or nothing: half an input is another one."""
    part = path.with_name("." + path.name)
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@dataclass
class Found:
    ended: libfuzzer.Ended
    path: Path
    size: int
    may_happen_again: bool = True
    is_new: bool = False


class Findings:
    """`program` and `scratch` give a target's program, and a folder for what is tried."""

    def __init__(self, folder, program, scratch):
        self.folder, self.program, self.scratch = folder, program, scratch
        self.kept = []

    def keep(self, ended, is_tried):
        """Its name. `is_tried`: it is run once more, alone, which tells most."""
        artifact = ended.artifacts[-1]
        data = artifact.read_bytes()
        # WHY before it has its name: an interrupted job tells of it too.
        found = Found(ended, artifact, len(data))
        self.kept.append(found)
        code, output = self.alone(ended.target, data) if is_tried else (1, ended.output)
        found.may_happen_again = code != 0
        name = finding.name_of(output if code else ended.output)
        folder = self.folder / ended.target
        folder.mkdir(parents=True, exist_ok=True)
        path, number = folder / name, 2
        # WHY never over another one: the same words may be about another bug.
        while path.exists() and path.read_bytes() != data:
            path, number = folder / f"{name}-{number}", number + 1
        found.is_new = not path.exists()
        write(path, data)
        found.path = path
        return path.name

    def make_smaller(self, tell):
        """Each becomes the smallest input with the same fault."""
        for found in self.kept:
            if found.is_new and found.may_happen_again:
                tell(f"{found.ended.target}: {found.path.name} is made smaller, in {SHRINKING} s at most")
                data = found.path.read_bytes()
                smaller = self.shrunk(found.ended.target, data)
                if smaller != data:
                    write(found.path, smaller)

    def alone(self, target, data, **asan):
        """(exit code, output) of one input in a process of its own."""
        attempt = self.scratch(target) / "attempt"
        attempt.write_bytes(data)
        return libfuzzer.symptom(self.program(target), attempt, **asan)

    def shrunk(self, target, data):
        # WHY without names of functions: they take longer than the run.
        def kind(smaller):
            code, output = self.alone(target, smaller, symbolize=0)
            return (finding.kind_of(output) or "unknown") if code else None
        fault = kind(data)
        smaller = finding.shrink(data, lambda fewer: kind(fewer) == fault, SHRINKING)
        return smaller if finding.name_of(self.alone(target, smaller)[1]) == finding.name_of(self.alone(target, data)[1]) else data

    def report(self):
        """Lines about each: what is wrong, and what to type."""
        for found in self.kept:
            target, path, program = found.ended.target, shown(found.path), shown(self.program(found.ended.target))
            yield f"\n{target}: {path} ({found.path.stat().st_size} bytes of {found.size})"
            yield f"  what is wrong:   {finding.kind_of(found.ended.output) or 'unknown'}"
            yield f"  how it ended:    {shown(found.ended.log)}"
            yield (f"  to see it again: {program} {path}" if found.may_happen_again
                   else "  It did not happen again by itself: what ran before it matters.")
            if target in seeds.QUESTIONS:
                yield f"  as a question:   python3 fuzz/seeds.py question {path} | build/release/crosscheck evaluate --lines"
            yield f"  once mended:     ctest --test-dir build/release -R fuzz-replay/{target} runs it for ever, with any compiler"
