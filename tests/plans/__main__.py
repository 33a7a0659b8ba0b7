"""Known plans of many seeds → how much of each the import finds, by way of writing: `make plans ARGS="--seeds 50"`."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

from tests.plans.paper import WAYS
from tests.plans.playing import Played, play
from tests.plans.scoring import Outcome, Score

_COLUMNS = ("all", "right", "asked", "wrong", "lost", "made up")


def main() -> int:
    """Write, import and compare as many plans as asked for; 1 where anything is wrong in silence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="how many plans of each way")
    parser.add_argument("--from", dest="first", type=int, default=1, help="the first seed")
    parser.add_argument("--way", help=f"one way only, by number or name: {', '.join(WAYS)}")
    parser.add_argument("--faults", action="store_true", help="in which regards, below each way")
    parser.add_argument("--show", type=int, metavar="SEED", help="print one plan with what came of it")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="with --show: keep the Word file there")
    parser.add_argument("--without-registry", action="store_true", help="as an office that has no list of its units")
    given = parser.parse_args()
    with_registry = not given.without_registry
    os.environ["GEN_LANG"] = "en"
    ways = [list(WAYS)[int(given.way) - 1] if given.way.isdigit() else given.way] if given.way else list(WAYS)
    if given.show is not None:
        for way in ways:
            show(play(given.show, way, with_registry), given.write)
        return 0
    print(f"{'':24}{'tasks':>8}{'':40} | reports: the same             | heads:    | no")
    print(f"{'way of writing':24}{''.join(f'{name:>8}' for name in _COLUMNS)} | {'':29} | r/a/wrong | plan")
    whole = Score()
    for number, way in enumerate(ways, 1):
        found = Score()
        for seed in range(given.first, given.first + given.seeds):
            found += play(seed, way, with_registry).score
        print(row(f"{number:2} {way}", found), flush=True)
        if given.faults:
            print_faults(found)
        whole += found
    print(row("all", whole))
    return 1 if whole.silent else 0


def row(name: str, found: Score) -> str:
    """A line of the table."""
    tasks, duties = ([found.count(one), *(found.count(one, kind) for kind in Outcome)] for one in ("task", "duty"))
    heads = "/".join(str(found.count("head", kind)) for kind in list(Outcome)[:3])
    counts = "".join(f"{n:>8}" for n in tasks), "".join(f"{n:>5}" for n in duties)
    return f"{name:24}{counts[0]} |{counts[1]} |{heads:>10} |{len(found.refusals):>4}"


def print_faults(found: Score) -> None:
    """How often each combination of faults came up, of what was not right."""
    several = Counter(
        (str(one.outcome), one.subject, ", ".join(one.faults)[:90]) for one in found.findings if one.faults
    )
    for (outcome, subject, faults), times in sorted(several.items(), key=lambda one: (one[0][0], -one[1])):
        print(f"     {outcome:9}{subject:6}{times:4}  {faults}")


def show(played: Played, folder: Path | None) -> None:
    """The plan's text, its truth's differences, and what the import asks."""
    style = played.paper.style
    print(f"== {style} {played.paper.truth.office.kind}")
    for place, text in played.file.all_texts.items():
        keys = [key for key, places in played.file.places.items() if place in places]
        print(f"{place[0][0]}{place[1]}{f'/{place[2]}' if place[2] else ''}\t{','.join(keys)}\t{text}")
    print("-- found")
    for finding in played.score.findings:
        print(f"{finding.outcome:8} {finding.subject}: {finding.words} {', '.join(finding.faults)}")
    print("-- asked", played.draft.refusal)
    for question in played.draft.questions:
        print(f"{sorted(question.places)} {question.words}")
    print("-- draft")
    for task in played.draft.tasks:
        print(task)
    for duty in played.draft.duties:
        print(duty)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{style.way}.docx").write_bytes(played.file.data)


if __name__ == "__main__":
    sys.exit(main())
