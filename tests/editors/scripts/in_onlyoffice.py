"""Jobs → the forms typed into and saved by ONLYOFFICE's engine: run by a Python that has document-builder.

`in_onlyoffice.py JOBS`: JOBS is a JSON list of jobs as tests/editors/jobs.py writes them.
"""

import json
import os
import sys

import docbuilder

TYPING = """
var failed = "";
try { (function () {
    var job = JOB;
    function insert(run, words) {
        words.split("\\n").forEach(function (line, number) {
            if (number) { run.AddLineBreak(); }
            run.AddText(line);
        });
    }
    var byParagraph = {};
    Api.GetDocument().GetAllContentControls().forEach(function (control) {
        if (control.GetClassType() !== "inlineLvlSdt") { return; }
        var paragraph = control.GetParentParagraph();
        if (paragraph) { byParagraph[paragraph.GetInternalId()] = control; }
    });
    function controlOf(content) {
        for (var i = 0; i < content.GetElementsCount(); i++) {
            var found = content.GetElement(i);
            found = found.GetClassType() === "paragraph" ? byParagraph[found.GetInternalId()] : null;
            if (found) { return found; }
        }
        return null;
    }
    function choose(control, words) {
        if (!control.IsDropDownList() && !control.IsComboBox()) { return false; }
        var items = control.GetDropdownList().GetAllItems();
        for (var i = 0; i < items.length; i++) {
            if (items[i].GetText() === words) { return items[i].Select() !== false; }
        }
        return false;
    }
    function type(cell, words) {
        var content = cell.GetContent();
        var control = job.beside ? null : controlOf(content);
        if (control) {
            if (choose(control, words)) { return; }
            control.RemoveAllElements();
            var inner = Api.CreateRun();
            insert(inner, words);
            control.AddElement(inner, 0);
            return;
        }
        var last = content.GetElement(content.GetElementsCount() - 1);
        if (!job.beside) {
            for (var n = content.GetElementsCount() - 1; n > 0; n--) { content.RemoveElement(n); }
            last = content.GetElement(0);
            last.RemoveAllElements();
        }
        var run = Api.CreateRun();
        insert(run, words);
        last.AddElement(run);
    }
    function words(cell) { return cell.GetContent().GetElement(0).GetText().trim(); }
    var rows = {}, rooms = [];
    Api.GetDocument().GetAllTables().forEach(function (table) {
        var count = table.GetRowsCount();
        if (count === 1 && table.GetRow(0).GetCellsCount() === 1) { rooms.push(table.GetRow(0).GetCell(0)); return; }
        for (var r = 0; r < count; r++) {
            var row = table.GetRow(r), cells = row.GetCellsCount();
            if (cells > 3) { var code = words(row.GetCell(0)); if (!rows[code]) { rows[code] = row; } }
        }
    });
    job.cells.forEach(function (one) {
        var row = rows[one[0]];
        type(row.GetCell(row.GetCellsCount() + one[1]), one[2]);
    });
    job.rooms.forEach(function (one) { type(rooms[one[0]], one[1]); });
})(); } catch (error) { failed = String(error); }
"""


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        jobs = json.load(file)
    for job in jobs:
        builder = docbuilder.CDocBuilder()
        builder.OpenFile(job["path"], "")
        asked = {name: job[name] for name in ("cells", "rooms", "beside")}
        if job["cells"] or job["rooms"]:
            script = TYPING.replace("JOB", json.dumps(asked), 1)
            builder.ExecuteCommand(script)
            if failed := builder.GetContext().GetGlobal()["failed"].ToString():
                print(job["path"], failed, file=sys.stderr)
                continue
        for ending, path in job["save"].items():
            if builder.SaveFile(ending, path):
                print(job["path"], ending, "not saved", file=sys.stderr)
        builder.CloseFile()
    sys.stderr.flush()
    os._exit(0)  # all is saved; at its end the engine sometimes crashes


main()
