"""Data to learn from: truth tables, point clouds, a noisy curve, and 1,797 real handwritten digits.

Everything is here or is drawn from the `rng` you pass; nothing is downloaded. X has one example a row.
"""

from dlcore.data.digits import Digits, digits
from dlcore.data.gates import gate, gates
from dlcore.data.points import circles, moons, noisy_curve, spirals
from dlcore.data.targets import one_hot

__all__ = ["Digits", "circles", "digits", "gate", "gates", "moons", "noisy_curve", "one_hot", "spirals"]
