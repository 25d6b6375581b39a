"""dlcore: the small engine the lessons build, one piece at a time. Loads NumPy and nothing heavier."""
