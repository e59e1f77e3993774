#!/usr/bin/env python3
"""Logits and gradients of PyTorch's own modules, which the networks of core/engine/torch are tested against.

    python3 scripts/peers/torch_fixtures.py > tests/golden/torch_modules.json

Needs PyTorch in a virtual environment of its own. All in double. Weights, pictures and points are waves that
tests/torch/python_test.cpp makes again: element i of the tensor number k is size * sin(1.3 i + 0.1 k), to which
1 is added where it is a scale (gamma, running variance).
"""
import json
import math

import numpy
import torch
from torch import nn

PICTURES, POINTS = 4, 6


def wave(count, number):
    return numpy.sin(1.3 * numpy.arange(count, dtype=numpy.float64) + 0.1 * number)


def filled(shape, number, size, offset=0.0):
    return torch.from_numpy((offset + size * wave(math.prod(shape), number)).reshape(shape))


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(inputs, outputs, 3, stride, 1), nn.BatchNorm2d(outputs)
        self.conv2, self.norm2 = nn.Conv2d(outputs, outputs, 3, 1, 1), nn.BatchNorm2d(outputs)
        if stride == 2:
            self.conv3, self.norm3 = nn.Conv2d(inputs, outputs, 1, 2), nn.BatchNorm2d(outputs)
        self.halves = stride == 2

    def forward(self, x):
        inner = torch.relu(self.norm1(self.conv1(x)))
        shortcut = self.norm3(self.conv3(x)) if self.halves else x
        return torch.relu(self.norm2(self.conv2(inner)) + shortcut)


def resnet(f, dense):
    return nn.Sequential(
        nn.Conv2d(3, f, 5, 1, 2), nn.BatchNorm2d(f), nn.ReLU(),
        Residual(f, f, 1), Residual(f, f, 1), Residual(f, 2 * f, 2), Residual(2 * f, 2 * f, 1),
        Residual(2 * f, 4 * f, 2), Residual(4 * f, 4 * f, 1),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4 * f, dense), nn.ReLU(), nn.Linear(dense, 1))


def cnn(f, dense, last, padding):
    side = 8 if padding else 4
    conv = lambda i, o: nn.Conv2d(i, o, 3, padding=padding)
    return nn.Sequential(
        conv(3, f), nn.ReLU(), conv(f, f), nn.ReLU(), nn.MaxPool2d(2),
        conv(f, 2 * f), nn.ReLU(), conv(2 * f, 2 * f), nn.ReLU(), conv(2 * f, 2 * f), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(2 * f * side * side, dense), nn.ReLU(), nn.Linear(dense, last), nn.ReLU(),
        nn.Linear(last, 1))


def mlp(hidden):
    return nn.Sequential(nn.Linear(2, hidden), nn.BatchNorm1d(hidden), nn.ReLU(), nn.Linear(hidden, 1))


def ten_class_mlp(hidden):
    return nn.Sequential(nn.Flatten(), nn.Linear(3 * 32 * 32, hidden), nn.ReLU(), nn.Linear(hidden, 10))


def tensors_of(module):
    """Layer by layer, as core/state/tensors.h lists them: weight, bias, and of batch norm the running ones too."""
    tensors = []
    for part in module.modules():
        if isinstance(part, (nn.Conv2d, nn.Linear, nn.BatchNorm2d, nn.BatchNorm1d)):
            tensors += [(part, part.weight, True), (part, part.bias, True)]
            if isinstance(part, (nn.BatchNorm2d, nn.BatchNorm1d)):
                tensors += [(part, part.running_mean, False), (part, part.running_var, False)]
    return tensors


def fill(module):
    for number, (part, tensor, _) in enumerate(tensors_of(module)):
        is_norm = isinstance(part, (nn.BatchNorm2d, nn.BatchNorm1d))
        if is_norm:
            is_scale = tensor is part.weight or tensor is part.running_var
            size, offset = 0.2, 1.0 if is_scale else 0.0
        else:
            is_matrix = tensor is part.weight
            size, offset = (2 / math.sqrt(math.prod(tensor.shape[1:])) if is_matrix else 0.1), 0.0
        with torch.no_grad():
            tensor.copy_(filled(tuple(tensor.shape), number, size, offset))


def record(name, module, inputs):
    module.double()
    fill(module)
    module.train()
    count = inputs.shape[0]
    omega = torch.tensor([0.25 if i % 2 == 0 else 0.03 for i in range(count)], dtype=torch.float64)
    logits = module(inputs).squeeze(1)
    if logits.dim() == 1:  # two classes
        signs = torch.tensor([1.0 if i % 2 == 0 else -1.0 for i in range(count)], dtype=torch.float64)
        losses = nn.functional.softplus(-signs * logits)
    else:
        losses = nn.CrossEntropyLoss(reduction="none")(logits, torch.arange(count) * 3 % 10)
    (omega * losses).sum().backward()
    tensors = tensors_of(module)
    told = []
    for number, (_, tensor, is_trained) in enumerate(tensors):
        values = tensor.grad if is_trained else tensor  # what became of the running statistics
        flat = values.detach().reshape(-1)
        told.append([flat.norm().item(), (flat * torch.from_numpy(wave(flat.numel(), number))).sum().item()])
    module.eval()
    return {"name": name, "logits": logits.flatten().tolist(), "tensors": told,
            "evaluated": module(inputs).flatten().tolist()}


pictures = filled((PICTURES, 3, 32, 32), 7, 1.0)
points = filled((POINTS, 2), 3, 1.0)
records = [record("cnn valid", cnn(3, 8, 5, 0), pictures), record("cnn same", cnn(3, 8, 5, 1), pictures),
           record("resnet", resnet(2, 6), pictures), record("mlp", mlp(7), points),
           record("ten-class mlp", ten_class_mlp(5), pictures)]
print(json.dumps({"torch": torch.__version__, "networks": records}, indent=1))
