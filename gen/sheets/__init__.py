"""What a build made → the sheets that lead people through it: a web page, printed lists, a workbook.

contents.py        Listing → the list of contents, muc-luc.pdf
page.py            Listing → index.html
printing.py        A list to be printed × an engine → its PDF
board.py           Who has to report what by when → the board, theo-doi.pdf
distribution.py    Who gets which document → the distribution list, phan-phoi.pdf, to be signed by those who receive
assignments.py     Who does what → phan-cong.xlsx
html.py            A list to be printed → an HTML sheet, for whoever prints it by wkhtmltopdf
document.py        A list to be printed → the Document that the embedded engine sets
listing.py         What a build made → Listing
xlsx.py            Tables of texts and numbers → the bytes of a workbook, the same for the same values
html_templates.py  The name of a template beside this module, and values → HTML, every value escaped and none missing
paging.py          A list to be printed → its HTML pages
formats.py         Numbers and dates → the words in which the sheets show them
printed.py         Columns and rows → a list to be printed
"""
