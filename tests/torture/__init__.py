"""Commands × faults → whether the same command afterwards leaves everything as an undisturbed one would.

hook/sitecustomize.py  A fault at the N-th change of a file, in the command or any of its workers
faults.py              A command, a fault, a seed → the state after the same command again, beside the undisturbed
__main__.py            `make torture` → docs/operations.md's table
test_faults.py         A few of these runs, with fixed seeds
"""
