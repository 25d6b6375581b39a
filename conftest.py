"""Loaded before any test and any notebook: kernels and test processes start in the fixed environment."""

from tests.nbtools import environment

environment.apply()
