"""dlcore's training step beside its peers and its limit. `python -m benchmarks`; see README.md here."""
