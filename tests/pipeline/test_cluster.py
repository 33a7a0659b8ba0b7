"""gen build --cluster and --out s3://…: the same bytes as at home, though a worker dies in the middle."""

import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from gen.errors import BuildError
from gen.pipeline import BuildRequest, build
from gen.pipeline.placement import FileStatus
from tests.pipeline.test_build import ROOT, Silent, statuses
from tests.support.clusters import RunningCluster, cluster
from tests.support.needs import needs_libreoffice
from tests.support.plans import with_sections, write

pytestmark = pytest.mark.slow

pytest.importorskip("moto", reason="not installed here: moto (pip install -e '.[cluster,dev]')")

BUCKET = "van-ban"
UNITS = 120


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """The address of a folder on an S3 server, which every process started meanwhile finds too."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        fsspec.filesystem("s3", skip_instance_cache=True).mkdir(BUCKET)
        yield f"s3://{BUCKET}"
    server.stop()


@pytest.fixture(scope="module")
def running(store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    """A cluster of two workers that knows the store."""
    with cluster(tmp_path_factory.mktemp("cluster")) as found:
        yield found


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with so many communes that there is time to kill somebody."""
    data = with_sections({"to": ["communes"], "heading": "UBND các xã", "items": [{"text": "Trồng cây."}]})
    data["units"] += [{"id": f"xa-{n:04}", "kind": "commune", "name": f"Xã số {n}"} for n in range(UNITS)]
    return write(tmp_path_factory.mktemp("plan"), data)


def request(plan: Path, out: str, **more: object) -> BuildRequest:
    return BuildRequest(plan, out, ROOT / "templates", **{"pdf": False, **more})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def at_home(plan: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build in one process makes."""
    out = tmp_path_factory.mktemp("home")
    build(request(plan, str(out), jobs=1), Silent())
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def stored(address: str) -> dict[str, bytes]:
    files = fsspec.filesystem("s3", skip_instance_cache=True)
    root = address.removeprefix("s3://")
    return {path.removeprefix(f"{root}/"): files.cat_file(path) for path in files.find(root)}


def test_two_processes_give_the_bytes_of_one(plan: Path, at_home: dict[str, bytes], tmp_path: Path) -> None:
    build(request(plan, str(tmp_path), jobs=2), Silent())
    assert at_home == {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}


def test_cluster_gives_the_bytes_of_one_process(
    running: RunningCluster, plan: Path, at_home: dict[str, bytes], tmp_path: Path
) -> None:
    build(request(plan, str(tmp_path), cluster=running.address), Silent())
    assert at_home == {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}


def test_store_holds_the_bytes_of_a_folder(store: str, plan: Path, at_home: dict[str, bytes]) -> None:
    build(request(plan, f"{store}/one"), Silent())
    assert stored(f"{store}/one") == at_home


def test_second_build_into_a_store_leaves_it_as_it_is(store: str, plan: Path) -> None:
    build(request(plan, f"{store}/twice", units=("xa-a",)), Silent())
    again = build(request(plan, f"{store}/twice", units=("xa-a",)), Silent())
    assert set(statuses(again).values()) == {FileStatus.UNCHANGED}


def test_document_that_somebody_edited_in_a_store_is_kept_or_set_aside(store: str, plan: Path) -> None:
    path = f"{BUCKET}/edited/kh-1/xa-a/ke-hoach-xa-a.docx"
    files = fsspec.filesystem("s3", skip_instance_cache=True)
    files.pipe_file(path, b"theirs")
    result = build(request(plan, f"{store}/edited", units=("xa-a",)), Silent())
    assert (result.exit_code, files.cat_file(path)) == (3, b"theirs")
    build(request(plan, f"{store}/edited", units=("xa-a",), force=True), Silent())
    assert files.cat_file(path.replace(".docx", ".ban-cu-1.docx")) == b"theirs"
    assert files.cat_file(path) != b"theirs"


def test_nothing_is_lost_or_doubled_when_a_worker_is_killed_in_the_middle(
    running: RunningCluster, store: str, plan: Path, at_home: dict[str, bytes]
) -> None:
    victim = running.add_worker()
    made_before: list[int] = []

    def kill() -> None:
        files = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False)
        while not (made := len(files.find(f"{BUCKET}/killed"))):
            time.sleep(0.02)
        victim.send_signal(signal.SIGKILL)
        made_before.append(made)

    killer = threading.Thread(target=kill)
    killer.start()
    result = build(request(plan, f"{store}/killed", cluster=running.address), Silent())
    killer.join()
    assert 0 < made_before[0] < UNITS * 2
    assert victim.wait() == -signal.SIGKILL
    assert stored(f"{store}/killed") == at_home
    assert len(statuses(result)) == len(result.outcomes)
    assert set(statuses(result).values()) == {FileStatus.NEW}


@needs_libreoffice
def test_workers_make_pdfs_too(running: RunningCluster, store: str, plan: Path) -> None:
    result = build(request(plan, f"{store}/pdf", units=("xa-a",), pdf=True, cluster=running.address), Silent())
    assert result.exit_code == 0
    pdf = stored(f"{store}/pdf")["kh-1/xa-a/ke-hoach-xa-a.pdf"]
    assert pdf.startswith(b"%PDF")


def test_worker_of_another_version_is_refused_before_anything_is_made(store: str, plan: Path, tmp_path: Path) -> None:
    with cluster(tmp_path, workers=0) as other:
        other.add_worker(GEN_DEFLATE="zlib")
        with pytest.raises(BuildError) as caught:
            build(request(plan, f"{store}/other", cluster=other.address), Silent())
    assert [found.code for found in caught.value.diagnostics] == ["BUILD-013"]
    assert stored(f"{store}/other") == {}


def test_cluster_without_workers_is_refused(plan: Path, tmp_path: Path) -> None:
    with cluster(tmp_path, workers=0) as empty, pytest.raises(BuildError) as caught:
        build(request(plan, str(tmp_path / "out"), cluster=empty.address), Silent())
    assert [found.code for found in caught.value.diagnostics] == ["BUILD-023"]


def test_address_at_which_nothing_answers_is_refused(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gen.schedule._CONNECT_SECONDS", 1)
    with pytest.raises(BuildError) as caught:
        build(request(plan, str(tmp_path / "out"), cluster="tcp://127.0.0.1:9"), Silent())
    assert [found.code for found in caught.value.diagnostics] == ["BUILD-012"]


@pytest.mark.parametrize("address", ["nonsense://x/y", "tcp://127.0.0.1:1/x"])
def test_address_of_an_unknown_kind_is_refused(plan: Path, address: str) -> None:
    with pytest.raises(BuildError) as caught:
        build(request(plan, address), Silent())
    assert [found.code for found in caught.value.diagnostics] == ["BUILD-009"]
