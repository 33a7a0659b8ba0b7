"""What all tests share: messages in English, the plan of Tuần Giáo read once, `--update-cases`."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from gen.derive.dossier import Dossier, dossiers
from gen.plan.file.loading import LoadedPlan, load_plan

PLAN_FILE = Path(__file__).parent.parent / "plan.yaml"

settings.register_profile("by what it says", deadline=None)  # a slow machine is no fault of the program
settings.load_profile("by what it says")


def pytest_configure(config: pytest.Config) -> None:
    """The example's history begins anew with each run: the plan may have been changed since the last one."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(PLAN_FILE.parent / "revisions", ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases", action="store_true", help="write what tests/cases/**/*.yaml give into *.expected and *.txt"
    )


@pytest.fixture(scope="session", autouse=True)
def _english() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEN_LANG", "en")
        yield


@pytest.fixture(scope="session")
def seed_loaded() -> LoadedPlan:
    return load_plan(PLAN_FILE)


@pytest.fixture(scope="session")
def seed_dossiers(seed_loaded: LoadedPlan) -> dict[str, Dossier]:
    return {dossier.unit.id: dossier for dossier in dossiers(seed_loaded.plan)}
