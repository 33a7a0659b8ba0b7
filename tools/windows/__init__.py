"""Wine and packages from the index → a folder in which gen runs under Windows' own Python.

__main__.py        Wine and two lists of packages → the folder
forwarding_dll.py  A function's name and another library's → a library that passes calls on, which Wine 8 lacks
"""
