"""What a job has found: it counts at once, is kept under a name that says what is wrong, and is made smaller when nothing else runs."""

import os
from dataclasses import dataclass
from pathlib import Path

import finding
import libfuzzer
import seeds

SHRINKING = 30  # seconds for a finding


def shown(path):
    """As it is typed from here."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def write_whole(path, data):
    """All of it or nothing."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def put_beside(path, data):
    """(where it is, whether it is new): the path, or one with a number. WHY never over another one: the same words may be about another bug."""
    kept, number = path, 2
    while kept.exists() and kept.read_bytes() != data:
        kept, number = path.with_name(f"{path.name}-{number}"), number + 1
    is_new = not kept.exists()
    if is_new:
        write_whole(kept, data)
    return kept, is_new


@dataclass
class Finding:
    """An input over which a run fell, and what is known of it so far."""
    ended: libfuzzer.Ended
    path: Path
    output: bytes
    name: str = ""
    is_kept: bool = False
    is_new: bool = False
    happens_again: bool | None = None  # unknown where there was no time to run it
    size: int = 0
    smaller: int = 0
    was_shrunk: bool = False


class Findings:
    """Those of a job. `folder` keeps them, `work` has room for attempts, `program` names a target's program."""

    def __init__(self, folder, work, program, signals, tell):
        self.folder, self.work, self.program, self.signals, self.tell = folder, work, program, signals, tell
        self.all = []

    def note(self, ended, path):
        """An input that a run left: it counts, whatever becomes of it."""
        found = Finding(ended, path, ended.output)
        self.all.append(found)
        return found

    def keep(self, found):
        """Its name is that of its fault when it is run alone, where that fails too and nobody wants to end."""
        target, data = found.ended.target, found.path.read_bytes()
        found.size = found.smaller = len(data)
        try:
            with self.signals.heard():
                code, alone = libfuzzer.symptom(self.program(target), found.path)
                found.happens_again, found.output = code != 0, alone if code else found.output
        except libfuzzer.Signalled:
            # What it was found with has a name for it as well.
            pass
        found.name = finding.name_of(found.output)
        folder = self.folder / target
        folder.mkdir(parents=True, exist_ok=True)
        kept, found.is_new = put_beside(folder / found.name, data)
        if not found.is_new and any(other.path == kept for other in self.all):
            # Two processes of a target have found one thing.
            self.all = [other for other in self.all if other is not found]
        found.path, found.is_kept = kept, True

    def keep_of_each_fault(self, ended):
        """Of all that a merge fell over, which goes on then, an input for each fault, and each whose own fault is not known."""
        names, others = set(), []
        for found in [self.note(ended, path) for path in ended.artifacts]:
            left = found.path
            self.keep(found)
            # WHY: the words of the merge are about its first fault.
            if not found.happens_again:
                continue
            if found.name in names:
                others.append(left)
                self.all = [other for other in self.all if other is not found]
                if found.is_new:
                    found.path.unlink()
            names.add(found.name)
        if others:
            self.tell(f"{ended.target}: {len(others)} more with the same faults are left in {shown(others[0].parent)}")

    def make_smaller(self):
        """Each that is new, for a while; where that is interrupted it stays as it was."""
        for found in self.all:
            if found.is_new and found.happens_again and not found.was_shrunk:
                self.tell(f"{found.ended.target}: {found.path.name} is made smaller, in {SHRINKING} s at most")
                with self.signals.heard():
                    smaller = self.shrunk(found)
                write_whole(found.path, smaller)
                found.smaller, found.was_shrunk = len(smaller), True

    def shrunk(self, found):
        """The smallest input with the same fault."""
        def alone(data, **asan):
            attempt = self.work.folder(found.ended.target, "found") / "attempt"
            attempt.write_bytes(data)
            return libfuzzer.symptom(self.program(found.ended.target), attempt, **asan)

        # WHY without names of functions: they take longer than the run.
        def kind(data):
            code, output = alone(data, symbolize=0)
            return (finding.kind_of(output) or "unknown") if code else None

        data = found.path.read_bytes()
        fault = kind(data)
        smaller = finding.shrink(data, lambda fewer: kind(fewer) == fault, SHRINKING)
        return smaller if finding.name_of(alone(smaller)[1]) == found.name else data

    def lines(self):
        """What there is to know of each, and what to type."""
        for found in self.all:
            target, path, program = found.ended.target, shown(found.path), shown(self.program(found.ended.target))
            yield f"\n{target}: {path} ({found.smaller} bytes of {found.size})"
            yield f"  what is wrong:   {finding.kind_of(found.output) or 'unknown'}"
            yield f"  how it ended:    {shown(found.ended.log)}"
            if found.happens_again is False:
                yield "  It did not happen again by itself: what ran before it matters."
            else:
                yield f"  to see it again: {program} {path}"
            if target in seeds.QUESTIONS:
                yield f"  as a question:   python3 fuzz/seeds.py question --whole {path} | build/release/crosscheck evaluate --lines"
            if found.is_kept:
                yield f"  once mended:     ctest --test-dir build/release -R fuzz-replay/{target} runs it for ever, with any compiler"
            else:
                yield "  It could not be kept: it stays where it was found."
