"""The work that `reweigh bench` times, for programs of others: the same points, initial weights, orders and weights.

Replicas of the MLP 2-64-1 on 1,024 points in batches of 8, learning rate 0.05, as in core/bench/case.cpp.
"""

import argparse
import json
import math
import os
import time

import numpy

POINTS, BATCH, HIDDEN, RATE = 1024, 8, 64, 0.05
STEPS = POINTS // BATCH  # of an epoch
WARM_UP_EPOCHS = 10  # 1,280 steps, after which losses are compared
ROUNDS = 7
DATA, INITIAL, ORDER = 1, 3, 4  # purposes of random numbers


def philox(seed, blocks, epoch, purpose, stream):
    """The words of blocks 0 ... blocks - 1 of Philox4x32-10, in order."""
    low = numpy.uint64(0xFFFFFFFF)
    shift = numpy.uint64(32)
    counter = [
        numpy.arange(blocks, dtype=numpy.uint64),
        numpy.full(blocks, epoch, numpy.uint64),
        numpy.zeros(blocks, numpy.uint64),
        numpy.full(blocks, purpose << 24 | stream, numpy.uint64),
    ]
    key = [seed & 0xFFFFFFFF, seed >> 32]
    for _ in range(10):
        first = counter[0] * numpy.uint64(0xD2511F53)
        second = counter[2] * numpy.uint64(0xCD9E8D57)
        counter = [
            (second >> shift) ^ counter[1] ^ numpy.uint64(key[0]),
            second & low,
            (first >> shift) ^ counter[3] ^ numpy.uint64(key[1]),
            first & low,
        ]
        key = [(key[0] + 0x9E3779B9) & 0xFFFFFFFF, (key[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return numpy.stack(counter, axis=1).reshape(-1)


def uniform(seed, count, purpose, stream):
    words = philox(seed, (count + 3) // 4, 0, purpose, stream)[:count]
    return ((words >> numpy.uint64(8)).astype(numpy.float32)) * numpy.float32(2.0**-24)


def points():
    """Inputs (n, 2) and labels (n)."""
    labels = (numpy.arange(POINTS) % 2).astype(numpy.float32)
    shift = numpy.where(labels == 1, numpy.float32(0.25), numpy.float32(-0.25))
    inputs = numpy.stack([2 * uniform(1, POINTS, DATA, k) - 1 + shift for k in range(2)], axis=1)
    return inputs, labels


def order(seed, epoch):
    words = philox(seed, (POINTS + 3) // 4, epoch, ORDER, 0)
    result = list(range(POINTS))
    for i in range(POINTS - 1, 0, -1):
        other = (int(words[POINTS - 1 - i]) * (i + 1)) >> 32
        result[i], result[other] = result[other], result[i]
    return result


def initial(seed):
    """W (H, 2), b (H), w2 (H), b2 ()."""
    of_input, of_hidden = numpy.float32(1 / math.sqrt(2)), numpy.float32(1 / math.sqrt(HIDDEN))

    def drawn(count, stream, bound):
        return (2 * uniform(seed, count, INITIAL, stream) - 1) * bound

    return (
        drawn(2 * HIDDEN, 0, of_input).reshape(HIDDEN, 2),
        drawn(HIDDEN, 1, of_input),
        drawn(HIDDEN, 2, of_hidden),
        drawn(1, 3, of_hidden)[0],
    )


class Work:
    """The arrays of R replicas, first axis: replica."""

    def __init__(self, replicas):
        seeds = 9 if replicas >= 64 else 1
        self.replicas = replicas
        self.seeds = [i % seeds + 1 for i in range(replicas)]
        log2 = [0.0 if replicas < 3 else i // seeds % 17 - 8.0 for i in range(replicas)]
        self.positive = numpy.array([2.0 ** min(x, 0) for x in log2], numpy.float32)
        self.negative = numpy.array([2.0 ** -max(x, 0) for x in log2], numpy.float32)
        self.inputs, self.labels = points()
        self.weights = [numpy.stack(each) for each in zip(*(initial(seed) for seed in self.seeds))]

    def orders(self, epoch):
        """The points of an epoch's steps, (steps, R, B)."""
        of_seed = {seed: order(seed, epoch) for seed in set(self.seeds)}
        every = numpy.array([of_seed[seed] for seed in self.seeds], numpy.int32)
        return every.reshape(self.replicas, STEPS, BATCH).transpose(1, 0, 2).copy()

    def loss(self, W, b, w2, b2):
        """Weighted loss: mean over replicas and points."""
        total = 0.0
        for r in range(self.replicas):
            hidden = numpy.maximum(self.inputs @ W[r].T + b[r], 0)
            logits = (hidden @ w2[r] + b2[r]).astype(numpy.float64)
            losses = numpy.logaddexp(0, numpy.where(self.labels == 1, -logits, logits))
            total += numpy.mean(losses * numpy.where(self.labels == 1, self.positive[r], self.negative[r]))
        return total / self.replicas


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--replicas", type=int, nargs="+", default=[1, 16, 153])
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--seconds", type=float, default=0.5)
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    options = parser.parse_args()
    # Before a library makes its threads: that many processors are all it may use.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.threads])
    return options


def isa():
    with open("/proc/cpuinfo") as file:
        flags = next((line for line in file if line.startswith("flags")), "").split()
    return "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else "none"


def measured(work, engine, options, train_epochs, loss):
    """A case record. train_epochs(): trains some epochs, returns their number when they are done."""
    times = []
    for _ in range(ROUNDS):
        train_epochs()
        begin, epochs = time.perf_counter(), 0
        while time.perf_counter() - begin < options.seconds or epochs == 0:
            epochs += train_epochs()
        times.append((time.perf_counter() - begin) * 1e9 / (epochs * STEPS * work.replicas))
    times.sort()
    middle = times[ROUNDS // 2]
    return {
        "name": f"mlp/{work.replicas}",
        "engine": engine,
        "replicas": work.replicas,
        "variant": "plain",
        "threads": options.threads,
        "isa": isa(),
        "ns": middle,
        "spread": (times[-2] - times[1]) / middle,
        "rounds": ROUNDS,
        "loss": loss,
    }


def print_records(records):
    print(json.dumps({"cases": records}, indent=1))
