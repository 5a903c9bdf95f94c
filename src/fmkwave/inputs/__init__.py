"""Input files to `Inputs`: every fault of every file in one run."""
