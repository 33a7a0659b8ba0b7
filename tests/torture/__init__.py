"""Commands × faults → whether the same command afterwards leaves everything as an undisturbed one would.

hook/sitecustomize.py  A fault at the N-th change of a file, in the command or any of its workers
forks.py               Requests → `gen` run in forks of a process that has loaded it
faults.py              A command, a fault, a seed → the state after the same command again, beside the undisturbed
offices.py             A number of units → a small office, and the commands that are disturbed in it
__main__.py            `make torture` → docs/operations.md's table
test_faults.py         A few of these runs, with fixed seeds
"""
