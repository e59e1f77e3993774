"""JAX's best form of the same steps: jit(scan(vmap(step))). Prints case records for `reweigh bench --with=FILE`.

    python3 -m venv peers && peers/bin/pip install numpy jax      # or "jax[cuda12]"
    peers/bin/python scripts/peers/jax_scan.py > peers.json
"""

import os

import boundary

options = boundary.arguments()
os.environ["JAX_PLATFORMS"] = options.device

import jax
import jax.numpy as jnp


def loss_of(weights, inputs, labels, point_weights):
    W, b, w2, b2 = weights
    logits = jax.nn.relu(inputs @ W.T + b) @ w2 + b2
    return jnp.mean(point_weights * jax.nn.softplus(jnp.where(labels == 1, -logits, logits)))


def step(weights, inputs, labels, positive, negative):
    point_weights = jnp.where(labels == 1, positive, negative)
    gradient = jax.grad(loss_of)(weights, inputs, labels, point_weights)
    return jax.tree.map(lambda value, slope: value - boundary.RATE * slope, weights, gradient)


def record(replicas):
    work = boundary.Work(replicas)
    inputs, labels = jnp.asarray(work.inputs), jnp.asarray(work.labels)
    positive, negative = jnp.asarray(work.positive), jnp.asarray(work.negative)

    @jax.jit
    def train(weights, orders):
        def one(weights, batch):
            return jax.vmap(step)(weights, inputs[batch], labels[batch], positive, negative), None

        return jax.lax.scan(one, weights, orders)[0]

    epochs = [jnp.asarray(work.orders(epoch)) for epoch in range(boundary.WARM_UP_EPOCHS)]
    weights = tuple(jnp.asarray(each) for each in work.weights)
    for orders in epochs:
        weights = train(weights, orders)
    loss = float(work.loss(*(jax.device_get(each) for each in weights)))

    def train_epochs():
        nonlocal weights
        weights = jax.block_until_ready(train(weights, epochs[0]))
        return 1

    return boundary.measured(work, "jax/" + options.device, options, train_epochs, loss)


boundary.print_records([record(replicas) for replicas in options.replicas])
