"""A PDF → whether it is the archival copy that it claims to be; and what makes it one.

validation.py     a PDF → what keeps it from being the archival copy that it claims to be
objects.py        a PDF's objects → the fonts, actions, fields and files among them
reproducible.py   a converter's PDF → the same PDF without the time of conversion
declaration.py    a PDF that is archival except for its declaration → the same PDF with it
color_profile.py  the colours of a screen (IEC 61966-2-1) → their ICC profile, which every PDF/A has to hold
xmp.py            XMP packet ↔ the properties in it
dates.py          a date as PDFs and XML write it → the moment that it means
"""
