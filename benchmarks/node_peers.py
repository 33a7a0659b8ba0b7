"""The npm packages of benchmarks/peers → whether they are here, their versions, and how to run them."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

PEERS = Path(__file__).parent / "peers"
_LEAST_NODE = 20
_INSTALL_SECONDS = 180


@cache
def node_version() -> str:
    """The version of node, empty where there is none."""
    found = shutil.which("node")
    if found is None:
        return ""
    return subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout.strip().lstrip("v")


def missing() -> str:
    """Why the peers cannot run here; empty where they can."""
    version = node_version()
    if not version:
        return "node is not installed"
    if int(version.split(".")[0]) < _LEAST_NODE:
        return f"node {version} is too old: easy-template-x wants {_LEAST_NODE}"
    if not (PEERS / "node_modules").is_dir():
        return "npm ci was not run, or failed, in benchmarks/peers"
    return ""


def install() -> None:
    """`npm ci` where node is here and the packages are not; what goes wrong shows as `missing`."""
    npm = shutil.which("npm")
    if npm is None or not node_version() or (PEERS / "node_modules").is_dir():
        return
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    try:
        done = subprocess.run(command, cwd=PEERS, capture_output=True, timeout=_INSTALL_SECONDS, check=False)
        failed = done.returncode != 0
    except subprocess.TimeoutExpired:
        failed = True
    if failed:  # half an install would be taken for a whole one
        shutil.rmtree(PEERS / "node_modules", ignore_errors=True)


def versions(*packages: str) -> dict[str, str]:
    """The versions of npm packages as installed."""
    files = {package: PEERS / "node_modules" / package / "package.json" for package in packages}
    return {package: json.loads(file.read_text(encoding="utf-8"))["version"] for package, file in files.items()}


def command(script: str) -> tuple[str, ...]:
    """The command of a contender written in JavaScript."""
    return ("node", str(PEERS / script))
