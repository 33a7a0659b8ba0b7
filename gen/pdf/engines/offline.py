"""A call of LibreOffice → the same call without a network: settings, a dead proxy, on Linux a network of its own.

LibreOffice opens what other people wrote, and such a file can name an address from which a picture, a section, a
template or a list of data is fetched. Three walls stand before that, each enough for most addresses:

- its own settings: what a file refers to is not loaded, links are never updated, no macro runs;
- a proxy on which nobody listens, in its settings and in its environment, for all addresses without exception;
- on Linux, where the system lets everybody have one, a network namespace without any connection
  (https://man7.org/linux/man-pages/man7/network_namespaces.7.html). Whether it does is tried once a process.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

_DEAD_HOST, _DEAD_PORT = "127.0.0.1", "9"
"""The port of RFC 863, which throws away what it gets, and which hardly any machine has open."""
_DEAD_PROXY = f"http://{_DEAD_HOST}:{_DEAD_PORT}"

_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_INTERNET = "/org.openoffice.Inet/Settings"
_UPDATES = "/org.openoffice.Office.{program}/Content/Update"
_MANUAL = "2"
"""The kind of proxy that is named in the settings, rather than the one that the system names."""

# https://wiki.documentfoundation.org/UserProfile; a version that does not know a setting passes over it.
_SETTINGS = (
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),
    (_SCRIPTING, "DisableOLEAutomation", "true"),
    (_UPDATES.format(program="Writer"), "Link", "0"),
    (_INTERNET, "ooInetProxyType", _MANUAL),
    *((_INTERNET, f"ooInet{kind}ProxyName", _DEAD_HOST) for kind in ("HTTP", "HTTPS", "FTP")),
    *((_INTERNET, f"ooInet{kind}ProxyPort", _DEAD_PORT) for kind in ("HTTP", "HTTPS", "FTP")),
    (_INTERNET, "ooInetNoProxy", ""),
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}
</oor:items>
"""
_ITEM = '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'

_PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")
VARIABLES: Mapping[str, str] = {
    **{name: _DEAD_PROXY for proxy in _PROXIES for name in (proxy, proxy.upper())},
    "no_proxy": "",
    "NO_PROXY": "",
    # Without these a desktop's services fetch for it, from outside of the namespace: smb://, dav://, sftp://.
    "GIO_USE_VFS": "local",
    "DBUS_SESSION_BUS_ADDRESS": "disabled:",
}
"""The environment in which LibreOffice is started, over that of this process."""

_NAMESPACE = (("--user", "--map-current-user", "--net"), ("--user", "--map-root-user", "--net"))
"""Ways to call `unshare`; versions of util-linux before 2.34 know the second only."""
_TRIAL_SECONDS = 10


def office_command(soffice: Path, profile: Path, arguments: Sequence[str]) -> list[str]:
    """The call of `soffice` with `arguments` that reaches no network, in the private folder `profile`.

    The settings are written into the profile where it has none. Raises OSError where they cannot be.
    """
    _write_settings(profile)
    private = f"-env:UserInstallation={profile.as_uri()}"
    return [
        *_separate_network(soffice),
        str(soffice),
        private,
        "--headless",
        "--norestore",
        "--nolockcheck",
        *arguments,
    ]


def _write_settings(profile: Path) -> None:
    """LibreOffice keeps them when it writes its own beside them, so that they are written once a profile."""
    path = profile / "user" / "registrymodifications.xcu"
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    items = (_ITEM.format(path=where, name=name, value=value) for where, name, value in _SETTINGS)
    path.write_text(_PROFILE.format(items="\n".join(items)), encoding="utf-8")


def _separate_network(soffice: Path) -> tuple[str, ...]:
    """What stands before the call for a network of its own; nothing where that is not possible."""
    # A program from a snap store gets its rights from a helper that does not work in a user namespace.
    return () if "snap" in soffice.resolve().parts else network_namespace()


@cache
def network_namespace() -> tuple[str, ...]:
    """The words before a command that run it without any network connection; none where the system has no such way."""
    unshare, trial = shutil.which("unshare"), shutil.which("true")
    if sys.platform != "linux" or unshare is None or trial is None:
        return ()
    return next((way for flags in _NAMESPACE if _works(way := (unshare, *flags), trial)), ())


def _works(way: tuple[str, ...], trial: str) -> bool:
    try:
        result = subprocess.run([*way, trial], capture_output=True, timeout=_TRIAL_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return result.returncode == 0
