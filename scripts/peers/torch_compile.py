"""PyTorch's best form of the same steps: torch.compile, with CUDA graphs on a GPU. Prints case records for
`reweigh bench --with=FILE`.

    python3 -m venv peers && peers/bin/pip install numpy torch
    peers/bin/python scripts/peers/torch_compile.py > peers.json
"""

import boundary

options = boundary.arguments()

import torch

torch.set_num_threads(options.threads)


def step(weights, inputs, labels, point_weights):
    """W (R, H, 2), b (R, H), w2 (R, H), b2 (R); the gradient of all replicas' losses at once."""
    W, b, w2, b2 = weights
    raw = torch.baddbmm(b.unsqueeze(1), inputs, W.transpose(1, 2))
    hidden = raw.relu()
    logits = torch.baddbmm(b2.view(-1, 1, 1), hidden, w2.unsqueeze(2)).squeeze(2)
    slope = (torch.sigmoid(logits) - labels) * point_weights / boundary.BATCH
    of_hidden = slope.unsqueeze(2) * w2.unsqueeze(1) * (raw > 0)
    rate = boundary.RATE
    W.sub_(rate * torch.bmm(of_hidden.transpose(1, 2), inputs))
    b.sub_(rate * of_hidden.sum(1))
    w2.sub_(rate * (slope.unsqueeze(2) * hidden).sum(1))
    b2.sub_(rate * slope.sum(1))


def record(replicas):
    work = boundary.Work(replicas)

    def moved(array):
        return torch.tensor(array, device=options.device)

    inputs, labels = moved(work.inputs), moved(work.labels)
    positive, negative = moved(work.positive).unsqueeze(1), moved(work.negative).unsqueeze(1)
    weights = [moved(each) for each in work.weights]
    compiled = torch.compile(step, mode="reduce-overhead" if options.device == "cuda" else "default")

    @torch.no_grad()
    def train(orders):
        for batch in orders:
            point_weights = torch.where(labels[batch] == 1, positive, negative)
            compiled(weights, inputs[batch], labels[batch], point_weights)
        if options.device == "cuda":
            torch.cuda.synchronize()

    epochs = [moved(work.orders(epoch)).long() for epoch in range(boundary.WARM_UP_EPOCHS)]
    for orders in epochs:
        train(orders)
    loss = float(work.loss(*(each.cpu().numpy() for each in weights)))

    def train_epochs():
        train(epochs[0])
        return 1

    return boundary.measured(work, "torch_compile/" + options.device, options, train_epochs, loss)


boundary.print_records([record(replicas) for replicas in options.replicas])
