"""What a build made → the sheets that lead people through it: a web page, printed lists, a workbook.

Pure but for `printing`: values in, text or bytes out. In the order in which a build needs them:

- `listing`: what was made, the input of the page and of the list of contents
- `book`, `workbook`: who does what → phan-cong.xlsx
- `printed`: a list to be printed, whoever prints it: columns and rows
- `distribution`: who gets which document → the list phan-phoi.pdf
- `board`: who has to report what by when → the list theo-doi.pdf
- `contents`: Listing → the list muc-luc.pdf
- `document`: a list → the Document that the embedded engine sets
- `paging`, `html`: a list → an HTML sheet, cut into pages, for `--sheets pdfkit`
- `printing`: a list × an engine → its PDF
- `page`: Listing → index.html
- `figures`, `rendering`: what the sheets have in common (sizes and dates in words; the Jinja environment)
"""
