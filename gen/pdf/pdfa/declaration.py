"""A PDF that is archival except for its declaration → the same PDF with it; nothing else is added.

PDF/A-2, level b (ISO 19005-2): the colours are defined by an output intent, and links are printed. Fonts, scripts and
the rest stay as the converter made them: gen.pdf.pdfa.validation finds what is not allowed.
"""

from __future__ import annotations

import pikepdf

from gen.pdf.pdfa import color_profile

_PRINT = 4
"""ISO 19005-2, 6.3.2: the flag that every annotation has, without any of the flags that hide it."""


def declare_pdfa(pdf: pikepdf.Pdf) -> None:
    """Give the open PDF an output intent for screen colours, and links that are printed.

    Unused patterns are removed: wkhtmltopdf leaves an empty list of them on every page.
    """
    profile = pikepdf.Stream(pdf, color_profile.srgb_profile(), N=3)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String(color_profile.NAME),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = pikepdf.Array([intent])
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", pikepdf.Array()):
            annotation.F = _PRINT
        _drop_unused_patterns(page.obj.get("/Resources", pikepdf.Dictionary()))


def _drop_unused_patterns(resources: pikepdf.Object) -> None:
    patterns, spaces = resources.get("/Pattern"), resources.get("/ColorSpace")
    if patterns is None or len(patterns):
        return
    del resources["/Pattern"]
    if isinstance(spaces, pikepdf.Dictionary):
        for name in [name for name in spaces.keys() if isinstance(spaces[name], pikepdf.Array)]:  # noqa: SIM118
            if spaces[name][0] == "/Pattern":
                del spaces[name]
