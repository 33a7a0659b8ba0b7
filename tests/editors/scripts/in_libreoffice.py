"""Jobs → the forms typed into and saved by LibreOffice: run by a Python that knows its API.

`in_libreoffice.py PORT JOBS`: JOBS is a JSON list of jobs as tests/editors/jobs.py writes them.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import LINE_BREAK

FILTERS = {"docx": "MS Word 2007 XML", "doc": "MS Word 97", "odt": "writer8", "rtf": "Rich Text Format"}


def option(name: str, value: object) -> PropertyValue:
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def desktop(port: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _attempt in range(240):
        try:
            remote = resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def insert(text: Any, cursor: Any, words: str) -> None:
    """As typing does: a line break for Shift+Enter."""
    for number, line in enumerate(words.split("\n")):
        if number:
            text.insertControlCharacter(cursor, LINE_BREAK, False)
        text.insertString(cursor, line, False)


def each(enumeration: Any) -> Iterator[Any]:
    while enumeration.hasMoreElements():
        yield enumeration.nextElement()


def controls(cell: Any) -> Iterator[Any]:
    """The content controls in a cell."""
    for paragraph in each(cell.createEnumeration()):
        if paragraph.supportsService("com.sun.star.text.Paragraph"):
            for portion in each(paragraph.createEnumeration()):
                if portion.TextPortionType == "ContentControl":
                    yield portion.ContentControl


def type_into(cell: Any, words: str, beside: bool) -> None:
    found = None if beside else next(controls(cell), None)
    if found is None:
        if not beside:
            cell.setString("")
        cursor = cell.createTextCursor()
        cursor.gotoEnd(False)
        insert(cell, cursor, words)
        return
    found.setPropertyValue("ShowingPlaceHolder", False)
    portions = [one for one in each(found.createEnumeration()) if one.TextPortionType == "Text"]
    old = sum(len(one.getString()) for one in portions)
    cursor = cell.createTextCursorByRange(portions[0].getStart())
    insert(cell, cursor, words)
    cursor.goRight(old, True)  # what stood there goes last: an emptied control is gone
    cursor.setString("")


def rows(table: Any) -> dict[str, list[str]]:
    """The names of the cells of each row, by what stands in the first."""
    found: dict[int, list[str]] = {}
    for name in table.getCellNames():
        if "." not in name:
            found.setdefault(int("".join(filter(str.isdigit, name))), []).append(name)
    return {table.getCellByName(names[0]).getString().strip(): names for names in found.values()}


def fill(document: Any, job: dict[str, Any]) -> None:
    tables = [document.getTextTables().getByIndex(n) for n in range(document.getTextTables().getCount())]
    by_place = {}
    for table in tables:
        for place, names in rows(table).items():
            if len(names) > 3:
                by_place.setdefault(place, (table, names))
    for place, column, text in job["cells"]:
        table, names = by_place[place]
        type_into(table.getCellByName(names[column]), text, job["beside"])
    rooms = [table for table in tables if len(table.getCellNames()) == 1]
    for number, text in job["rooms"]:
        type_into(rooms[number].getCellByName("A1"), text, job["beside"])


def main() -> None:
    port, jobs = sys.argv[1:]
    office = desktop(port)
    with open(jobs, encoding="utf-8") as file:
        for job in json.load(file):
            url = uno.systemPathToFileUrl(job["path"])
            try:
                document = office.loadComponentFromURL(url, "_blank", 0, (option("Hidden", True),))
                fill(document, job)
                for ending, path in job["save"].items():
                    document.storeToURL(uno.systemPathToFileUrl(path), (option("FilterName", FILTERS[ending]),))
                document.close(True)
            except Exception as error:
                print(job["path"], repr(error), file=sys.stderr)
                if "Disposed" in repr(error):
                    break
    try:
        office.terminate()
    finally:
        sys.stdout.flush()
        os._exit(0)  # all is saved; while LibreOffice ends, its bridge sometimes crashes what still holds its objects


main()
