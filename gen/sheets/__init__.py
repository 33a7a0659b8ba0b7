"""What a build made → the lists that lead people through it: a web page, printed lists, a workbook.

listing.py         What a build made → a Listing, for the page and the list of contents
page.py            Listing → index.html
contents.py        Listing → the list of contents, muc-luc.pdf
distribution.py    Who receives which document → the distribution list, phan-phoi.pdf
board.py           Who has to report what by when → the board, theo-doi.pdf
assignments.py     Who does what → phan-cong.xlsx
printed.py         Columns and rows → a list to be printed
printing.py        A list to be printed × an engine → its PDF
document.py        A list to be printed → the Document that the embedded engine lays out
html.py            A list to be printed → an HTML sheet for wkhtmltopdf
paging.py          A list to be printed → the tables of its HTML pages
html_templates.py  A template's name and values → HTML
sheet_rows.py      Rows of texts and numbers → the XML of a large sheet's rows
xlsx.py            Tables of texts and numbers → the bytes of a workbook
formats.py         Numbers and dates → the texts in which the lists show them
"""
