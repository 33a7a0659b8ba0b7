"""What was built of a plan → the next bag of its archive: found, checked, described, written whole or not at all.

packing.py         A PackRequest → the next issue of a plan's archive
build_output.py    A plan's folder after a build → the files to be archived, or every reason against it
previous_issue.py  A folder of bags → the newest issue of a plan in it, which the next one follows
payload.py         The plan, the build's files, the signed copies → everything under data/ in a bag
plan_history.py    The history beside a plan → the files of every text that the plan had
returns.py         The store and the kept copies beside a plan → what came back and what was sent
return_rows.py     Received reports, reminders, consolidated reports → their rows of the index
index_rows.py      The plan, the files and the signed copies → the rows of the index
document_list.py   The rows of the index → the printed document list (mục lục hồ sơ) as a PDF
bag_writer.py      Files in a staging folder → a bag in its place, as a folder or a zip, whole or not at all
"""
