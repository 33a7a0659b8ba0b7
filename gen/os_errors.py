"""What the system says of a file that cannot be read or written → the reason in the user's words."""

from __future__ import annotations

import errno
import os
import sys

from gen.locale import _

_AS_ELSEWHERE = {
    19: errno.EROFS,  # ERROR_WRITE_PROTECT
    21: errno.EHOSTUNREACH,  # ERROR_NOT_READY
    23: errno.EIO,  # ERROR_CRC
    32: errno.EBUSY,  # ERROR_SHARING_VIOLATION
    33: errno.EBUSY,  # ERROR_LOCK_VIOLATION
    39: errno.ENOSPC,  # ERROR_HANDLE_DISK_FULL
    53: errno.EHOSTUNREACH,  # ERROR_BAD_NETPATH
    59: errno.EHOSTUNREACH,  # ERROR_UNEXP_NET_ERR
    64: errno.EHOSTUNREACH,  # ERROR_NETNAME_DELETED
    67: errno.EHOSTUNREACH,  # ERROR_BAD_NET_NAME
    112: errno.ENOSPC,  # ERROR_DISK_FULL
    206: errno.ENAMETOOLONG,  # ERROR_FILENAME_EXCED_RANGE
    1231: errno.EHOSTUNREACH,  # ERROR_NETWORK_UNREACHABLE
}
"""What Windows says more exactly than Python's `errno`, which is ENOENT, EACCES or EINVAL for all of these."""
_LONGEST_ON_WINDOWS = 259
"""The letters that a path may have on a Windows on which nobody allows more."""


def describe_os_error(error: OSError) -> str:
    """Why a file cannot be read or written, in the user's words; what the system says only where none of these fit."""
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
        errno.EHOSTUNREACH: _("its drive, or the other machine in the network, does not answer"),
    }
    number = _AS_ELSEWHERE.get(getattr(error, "winerror", None) or 0, error.errno or 0)
    if sys.platform == "win32":
        number = _more_exactly(error, number)
    if isinstance(error, FileNotFoundError) and number not in words:
        return _("it is not there")
    return words.get(number, error.strerror or str(error))


def _more_exactly(error: OSError, number: int) -> int:
    """The number that another system gives where Windows says only that there is no such path, or no right to it."""
    name = error.filename2 or error.filename
    if not isinstance(name, str):
        return number
    if number == errno.ENOENT and len(os.path.abspath(name)) > _LONGEST_ON_WINDOWS:
        return errno.ENAMETOOLONG
    was_opened = getattr(error, "winerror", None) is None  # `open` goes by the C library, all else by Windows itself
    if number == errno.EACCES and (was_opened or error.filename2) and os.path.isdir(name):
        return errno.EISDIR
    return number
