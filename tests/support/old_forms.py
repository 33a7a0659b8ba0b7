"""A form → the same as versions before made it: its seal of the first format, which names neither report nor period."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

from gen.word.forms.controls import FIRST_SEAL_FORMAT, form_mark_key
from gen.word.forms.reading import read_form

_CUSTOM = "docProps/custom.xml"


def of_first_format(form: bytes, code: str = "", secret: bytes = b"") -> bytes:
    """The form with a seal of the first format, marked with `secret`; `code` is its code, without report and period."""
    seal = read_form(form).seal
    assert seal is not None
    short = code or "/".join(seal.form.split("/")[:3])
    old = replace(seal, form=short, format=FIRST_SEAL_FORMAT, obligation="", period="")
    old = old.with_mark(form_mark_key(seal.plan, secret))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == _CUSTOM:
                text = data.decode()
                for key, value in (("form", old.form), ("mark", old.mark)):
                    text = re.sub(rf'(name="gen-{key}"><vt:lpwstr>)[^<]*', rf"\g<1>{value}", text)
                for key in ("format", "obligation", "period"):
                    text = re.sub(rf'<property [^>]*name="gen-{key}">.*?</property>', "", text)
                data = text.encode()
            elif name.startswith("word/"):
                data = data.replace(seal.form.encode(), short.encode())
            after.writestr(name, data)
    return out.getvalue()
