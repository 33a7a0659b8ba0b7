"""What the system says of a file that cannot be read or written → the reason in the user's words."""

from __future__ import annotations

import errno

from gen.locale import _

_HELD_ON_WINDOWS = (32, 33)
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION."""
_TOO_LONG_ON_WINDOWS = 206
"""ERROR_FILENAME_EXCED_RANGE."""


def describe_os_error(error: OSError) -> str:
    """Why a file cannot be read or written, in the user's words; what the system says only where none of these fit."""
    if isinstance(error, FileNotFoundError):
        return _("it is not there")
    if getattr(error, "winerror", None) in _HELD_ON_WINDOWS:
        return _("another program has it open")
    words = {
        errno.EACCES: _("there is no right to it, or another program has it open"),
        errno.EPERM: _("there is no right to it, or another program has it open"),
        errno.EBUSY: _("another program has it open"),
        errno.EAGAIN: _("another program has it open"),
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("the disk space allowed is used up"),
        errno.EROFS: _("the disk is write-protected"),
        errno.ENAMETOOLONG: _("its name with all folders is longer than the system allows"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("a file stands where a folder should"),
        errno.EIO: _("the disk has an error there"),
    }
    if getattr(error, "winerror", None) == _TOO_LONG_ON_WINDOWS:
        return words[errno.ENAMETOOLONG]
    return words.get(error.errno or 0, error.strerror or str(error))
