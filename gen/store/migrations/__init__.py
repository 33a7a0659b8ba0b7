"""The tables of one version → those of the next, in order."""
