#!/usr/bin/env python3
"""Prints medians, multiples of the machine's limits, and the gates, from what crosscheck_bench wrote as JSON."""

import argparse
import json
import statistics
import sys
from pathlib import Path

import targets


def measured(path):
    """Each benchmark's times in nanoseconds, one for each repetition, and its allocations."""
    scale = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}
    results = {}
    rows = json.loads(path.read_text(encoding="utf-8"))["benchmarks"]
    # Interleaved repetitions come in any order; families are numbered as they are registered.
    for row in sorted(rows, key=lambda row: row["family_index"]):
        if row.get("run_type") != "iteration":
            continue
        name = row["run_name"].split("/repeats:")[0]
        result = results.setdefault(name, {"times": [], "allocations": row.get("allocations", 0.0),
                                           "is_decision": row.get("label") == "decision"})
        result["times"].append(row["cpu_time"] * scale[row["time_unit"]])
    for result in results.values():
        result["median"] = statistics.median(result["times"])
        result["least"] = min(result["times"])
    return results


def shown_time(nanoseconds):
    for unit, size in (("s ", 1e9), ("ms", 1e6), ("us", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.1f} {unit}"
    return f"{nanoseconds:.1f} ns"


def floor_of(case, form, results):
    """What the machine needs at least, in nanoseconds; None where nothing is said of it."""
    names = list(case.get("floor", []))
    if not names:
        return None
    if form == "scan":
        names.append("walk11")
    limits = {name.split("/")[1]: result["median"] for name, result in results.items() if name.startswith("BM_Limit_")}
    if any(name not in limits for name in names):
        return None
    return sum(limits[name] for name in names)


def print_limits(results):
    print("limits of this machine".ljust(46) + "median".rjust(12) + "least".rjust(12))
    for name, result in results.items():
        if name.startswith("BM_Limit_"):
            print(name.removeprefix("BM_").ljust(46) + shown_time(result["median"]).rjust(12) + shown_time(result["least"]).rjust(12))
    print()


def print_cases(results, table):
    print("case".ljust(37) + "id".ljust(4) + "form".ljust(8) + "median".rjust(9) + "limits".rjust(8) + "target".rjust(9) + "new".rjust(4))
    for name, result in results.items():
        if name.startswith("BM_Limit_"):
            continue
        subject, number, form = targets.parts_of(name)
        case = table["cases"].get(f"{subject}/{number}", {})
        floor = floor_of(case, form, results)
        multiple = f"{result['median'] / floor:.1f} x" if floor else "-"
        target = case.get(form, {}).get("ns")
        wanted = shown_time(target) if target else "-"
        allocations = f"{result['allocations']:.0f}" if result["allocations"] < 1000 else "-"
        print(subject.ljust(37) + number.ljust(4) + form.ljust(8) + shown_time(result["median"]).rjust(9) + multiple.rjust(8) +
              wanted.rjust(9) + allocations.rjust(4))
    print()


def print_gates(results, table):
    """Returns how many gates are missed."""
    missed = 0
    print("gate".ljust(54) + "figure".rjust(9) + "most".rjust(8))
    allocations = max((result["allocations"] for result in results.values() if result["is_decision"]), default=0)
    missed += allocations != 0
    print("allocations in any decision".ljust(54) + f"{allocations:.0f}".rjust(9) + "0".rjust(8) + ("ok" if allocations == 0 else "MISSED").rjust(9))
    for gate in table["gates"]:
        if gate["of"] not in results or gate["over"] not in results:
            continue
        figure = results[gate["of"]]["median"] / results[gate["over"]]["median"]
        held = figure <= gate["most"]
        missed += not held
        print(gate["what"].ljust(54) + f"{figure:.2f}".rjust(9) + f"{gate['most']:.2f}".rjust(8) + ("ok" if held else "MISSED").rjust(9))
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("results", type=Path, help="the JSON that crosscheck_bench wrote")
    parser.add_argument("--gate", action="store_true", help="exit 1 where a gate is missed")
    options = parser.parse_args()
    results = measured(options.results)
    table = targets.read()
    print_limits(results)
    print_cases(results, table)
    missed = print_gates(results, table)
    sys.exit(1 if options.gate and missed else 0)


if __name__ == "__main__":
    main()
