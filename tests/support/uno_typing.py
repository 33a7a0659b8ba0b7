"""What a person types into forms → the same forms, saved by LibreOffice: run by a Python that knows LibreOffice's API.

`python3 uno_typing.py PORT TASKS`: TASKS is a JSON list of {path, cells: [[place, column, text]], rooms: [[n, text]],
save: [[path, filter]]}. Columns count from the right: -1 is the last. Rooms are the tables of one cell, in order.
"""

import json
import os
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import LINE_BREAK


def option(name: str, value: object) -> PropertyValue:
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def desktop(port: str) -> object:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _attempt in range(240):
        try:
            remote = resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def type_into(cell: object, text: str) -> None:
    """As typing does: at the end of what stands there, a line break for Shift+Enter."""
    cursor = cell.createTextCursor()
    cursor.gotoEnd(False)
    for number, line in enumerate(text.split("\n")):
        if number:
            cell.insertControlCharacter(cursor, LINE_BREAK, False)
        cell.insertString(cursor, line, False)


def rows(table: object) -> dict[str, list[str]]:
    """The names of the cells of each row, by what stands in the first."""
    found: dict[int, list[str]] = {}
    for name in table.getCellNames():
        if "." not in name:
            found.setdefault(int("".join(filter(str.isdigit, name))), []).append(name)
    return {table.getCellByName(names[0]).getString().strip(): names for names in found.values()}


def fill(document: object, task: dict) -> None:
    tables = [document.getTextTables().getByIndex(n) for n in range(document.getTextTables().getCount())]
    by_place: dict[str, tuple[object, list[str]]] = {}
    for table in tables:
        for place, names in rows(table).items():
            if len(names) > 3:
                by_place.setdefault(place, (table, names))
    for place, column, text in task["cells"]:
        table, names = by_place[place]
        type_into(table.getCellByName(names[column]), text)
    rooms = [table for table in tables if len(table.getCellNames()) == 1]
    for number, text in task["rooms"]:
        type_into(rooms[number].getCellByName("A1"), text)


def main() -> None:
    port, tasks = sys.argv[1:]
    office = desktop(port)
    with open(tasks, encoding="utf-8") as file:
        for task in json.load(file):
            url = uno.systemPathToFileUrl(task["path"])
            document = office.loadComponentFromURL(url, "_blank", 0, (option("Hidden", True),))
            fill(document, task)
            for path, name in task["save"]:
                document.storeToURL(uno.systemPathToFileUrl(path), (option("FilterName", name),))
            document.close(True)
    office.terminate()
    sys.stdout.flush()
    os._exit(0)  # all is saved; while LibreOffice ends, its bridge sometimes crashes what still holds its objects


main()
