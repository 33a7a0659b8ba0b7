"""A plan's file → the secret beside it by which forms are marked; without it nobody can make a valid mark."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from gen import diagnostics
from gen.errors import GenError, Location
from gen.files import remove_leftovers, write_exclusively
from gen.os_errors import describe_os_error

_HEX = re.compile(rb"[0-9a-f]{64}")
_OWNER_ONLY = 0o600


class SecretError(GenError):
    """The secret cannot be read, or is there already."""


def secret_path(plan: Path) -> Path:
    """Where the secret of the plan in the file `plan` lies."""
    return plan.with_name(f"{plan.stem}.key")


def read_secret(plan: Path) -> bytes:
    """The secret of the plan in the file `plan`, 32 bytes; none, where the office has made none.

    Raises SecretError BUILD-026 where there is one that cannot be read now, RET-005 where it is damaged: forms must not
    go out, or be refused, by mistake.
    """
    path = secret_path(plan)
    try:
        text = path.read_bytes().strip()
    except FileNotFoundError:
        return b""
    except OSError as error:
        found = diagnostics.build.RECORD_NOT_READABLE
        reason = describe_os_error(error)
        raise SecretError.one(found.at(Location(str(path)), name=path.name, reason=reason)) from None
    if not _HEX.fullmatch(text):
        raise SecretError.one(diagnostics.returns.KEY_NOT_READABLE.at(Location(str(path)), name=path.name))
    return bytes.fromhex(text.decode())


def make_secret(plan: Path) -> Path:
    """Make a secret for the plan in the file `plan`; its file, which none but its owner may read.

    Raises SecretError RET-013 where there is one already, RET-014 where it cannot be written.
    """
    path = secret_path(plan)
    remove_leftovers([path])
    try:
        write_exclusively(path, f"{secrets.token_hex(32)}\n".encode(), _OWNER_ONLY)
    except FileExistsError:
        raise SecretError.one(diagnostics.returns.KEY_THERE_ALREADY.at(name=path.name)) from None
    except OSError as error:
        found = diagnostics.returns.KEY_NOT_WRITABLE.at(path=path, hint=describe_os_error(error))
        raise SecretError.one(found) from None
    return path
