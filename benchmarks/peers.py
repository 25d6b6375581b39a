"""The peers, by name. A peer is a class:

    peer = Peer(workload, dtype)        the workload's network with the workload's first weights
    X, y = peer.data(X, y)              NumPy arrays in the form the library wants, outside the clock
    peer.step(X, y) -> loss             forward, loss, backward, update; the loss is the one before the update
    peer.fit(X, y, n_epochs)            a whole run in shuffled mini-batches, the way its users write it
"""

import importlib
import importlib.util

# name -> (module, class, what it needs installed)
PEERS = {
    "dlcore": ("benchmarks.peers_dlcore", "Dlcore", "numpy"),
    "PyTorch": ("benchmarks.peers_torch", "Torch", "torch"),
    "scikit-learn": ("benchmarks.peers_sklearn", "ScikitLearn", "sklearn"),
    "FeedForward": ("benchmarks.peers_sources", "FeedForward", "numpy"),
    "L_layer": ("benchmarks.peers_sources", "LLayer", "numpy"),
    "loop": ("benchmarks.peers_loop", "BareLoop", "numpy"),
    "products": ("benchmarks.peers_products", "Products", "numpy"),
}


def installed():
    """The names of the peers whose library is there."""
    return [name for name, (_, _, needs) in PEERS.items() if importlib.util.find_spec(needs)]


def peer(name):
    """The class of a peer. Loads its library, so only ever one in a process."""
    module, cls, _ = PEERS[name]
    return getattr(importlib.import_module(module), cls)
