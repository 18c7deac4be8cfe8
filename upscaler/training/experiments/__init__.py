"""The article's claims about residual learning, each put to a test on photos: see docs/experiments.md."""
