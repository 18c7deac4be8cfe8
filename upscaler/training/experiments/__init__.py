"""The article's claims about residual learning, each tested on photos: see docs/experiments.md."""
