"""A plan's file → the secret beside it with which forms are marked, so that nobody else can make one that passes."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from gen.errors import GenError, Location
from gen.locale import _

_HEX = re.compile(rb"[0-9a-f]{64}")


class SecretError(GenError):
    """The secret cannot be read, or is there already."""


def secret_path(plan: Path) -> Path:
    """Where the secret of the plan in the file `plan` lies."""
    return plan.with_name(f"{plan.stem}.key")


def read_secret(plan: Path) -> bytes:
    """The secret of the plan in the file `plan`, 32 bytes; none, where the office has made none.

    Raises SecretError RET-005 where there is one that cannot be read: forms must not go out, or be refused, by mistake.
    """
    path = secret_path(plan)
    try:
        text = path.read_bytes().strip()
        if not _HEX.fullmatch(text):
            raise OSError
        return bytes.fromhex(text.decode())
    except FileNotFoundError:
        return b""
    except OSError:
        hint = _("bring it back from a backup: without it, forms that were sent out cannot be told from others")
        message = _("the key of the forms cannot be read: {name}").format(name=path.name)
        raise SecretError.one("RET-005", message, hint, Location(str(path))) from None


def make_secret(plan: Path) -> Path:
    """Make a secret for the plan in the file `plan`; its file, which none but its owner may read.

    Raises SecretError RET-005 where there is one already, or it cannot be written.
    """
    path = secret_path(plan)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        message = _("there is a key already: {name}").format(name=path.name)
        raise SecretError.one("RET-005", message, _("keep it: forms that were sent out are marked with it")) from None
    except OSError as error:
        raise SecretError.one("RET-005", _("{path} cannot be written").format(path=path), str(error.strerror)) from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
    return path
