#!/usr/bin/env python3
"""Writes the goals of a run into README.md, between its markers: scripts/bench_table.py bench.json

The run: build/release/reweigh bench --json > bench.json
"""

import json
import pathlib
import re
import sys


def number(value):
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(run):
    machine = run["machine"]
    rounds = max((case["rounds"] for case in run["cases"]), default=0)
    lines = [
        f"{machine['cpu']}, {machine['isa']}, {machine['threads']} processors, LibTorch "
        f"{machine['versions']['libtorch']}; medians of {rounds} interleaved rounds.",
        "",
        "| goal | measured | must | stretch | verdict |",
        "| --- | --- | --- | --- | --- |",
    ]
    for goal in run["goals"]:
        cells = [goal["name"], *(number(goal[key]) for key in ("ratio", "must", "stretch")), goal["verdict"]]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


readme = pathlib.Path(__file__).parent.parent / "README.md"
run = json.loads(pathlib.Path(sys.argv[1]).read_text())
markers = r"(<!-- bench: begin -->\n).*?(<!-- bench: end -->)"
text = re.sub(markers, lambda found: found[1] + table(run) + "\n" + found[2], readme.read_text(), flags=re.S)
readme.write_text(text)
