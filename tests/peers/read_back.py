"""Opens a run's files with the packages that own their formats. Ends with an AssertionError where they differ."""

import csv
import json
import pathlib
import sys

import numpy
from safetensors import safe_open
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

folder = pathlib.Path(sys.argv[1])
with open(folder / "boundary-start-curves.csv") as file:
    rows = list(csv.DictReader(line for line in file if not line.startswith("#")))


def curve(series, weight, name):
    chosen = [r for r in rows if (r["series"], r["weight_log2"], r["name"]) == (series, weight, name)]
    return [(int(r["step"]), float(r["value"])) for r in chosen]


with safe_open(folder / "boundary-start.safetensors", framework="numpy") as checkpoint:
    about = json.loads(checkpoint.metadata()["reweigh"])
    last = about["runs"][0]["keyframes"][-1]["step"]
    assert last == 6400, last
    weights = checkpoint.get_tensor(f"1/{last}/mlp.W")
    assert weights.shape == (3, 64, 2) and weights.dtype == numpy.float32, weights.shape
    norm = numpy.sqrt(sum((checkpoint.get_tensor(f"1/{last}/mlp.{t}")[1] ** 2).sum() for t in ("W", "b", "w2", "b2")))
    assert abs(norm - curve("mlp", "0", "norm")[-1][1]) < 1e-4, norm
    steps = checkpoint.get_tensor("1/readout_steps")
    assert list(steps) == [step for step, _ in curve("mlp", "0", "loss")]

for weight in ("-8", "0", "8"):
    events = EventAccumulator(str(folder / "tensorboard" / f"plain_{weight}_1"))
    events.Reload()
    for series in ("mlp", "lr"):
        found = [(e.step, e.value) for e in events.Scalars(f"{series}/loss")]
        expected = [(step, numpy.float32(value)) for step, value in curve(series, weight, "loss")]
        assert found == expected, (weight, series)
print(f"{len(rows)} values of the curves, {len(steps)} read-outs, {weights.size} weights: as written")
