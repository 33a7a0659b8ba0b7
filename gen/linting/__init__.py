"""A .docx → what in it departs from the layout rules of Decree 30/2020, and a new file with what is safe to mend.

`lines` takes a read document apart, `letterhead`, `title` and `closing` say which line is which element (`parts` holds
them all), the modules named `…_rules` hold each against its rule, `checking` runs them in order, `mending` writes what
can be mended into the file's XML, and `files` is the rim: names of files in, results out, new files beside the old.
It checks the layout rules; it certifies nothing.
"""
