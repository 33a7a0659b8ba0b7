"""What the system says of a file → the reason in words, on Windows too, where Python's own number says less."""

import errno
import os
from pathlib import Path

import pytest

from gen.os_errors import describe_os_error


def of_windows(winerror: int, number: int, name: str = "C:/ke-hoach/plan.docx") -> OSError:
    """The error as Python makes it on Windows; elsewhere it takes no `winerror`."""
    error = OSError(number, "words of the system", name)
    error.winerror = winerror  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("winerror", "number", "reason"),
    [
        (2, errno.ENOENT, "it is not there"),
        (5, errno.EACCES, "there is no right to it, or another program has it open"),
        (19, errno.EACCES, "the disk is write-protected"),
        (32, errno.EACCES, "another program has it open"),
        (53, errno.ENOENT, "its drive, or the other machine in the network, does not answer"),
        (112, errno.ENOSPC, "the disk is full"),
        (206, errno.ENOENT, "its name with all folders is longer than the system allows"),
    ],
)
def test_the_number_of_windows_says_more_than_that_of_python(winerror: int, number: int, reason: str) -> None:
    assert describe_os_error(of_windows(winerror, number)) == reason


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised:
        os.stat(tmp_path / "plan.yaml")
    assert describe_os_error(raised.value) == "it is not there"


def test_a_name_that_is_too_long_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="too long") as raised:
        os.stat(tmp_path / ("a" * 300))
    assert describe_os_error(raised.value) == "its name with all folders is longer than the system allows"
