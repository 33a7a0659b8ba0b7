"""What a build made → the sheets that lead people through it: a web page, printed lists, a workbook.

Pure: values in, text or bytes out; whoever builds writes the files. In the order in which a build needs them:

- `listing`: what was made, the input of the page and of the contents list
- `workbook`: who does what → phan-cong.xlsx
- `distribution`: who gets which document → the HTML of phan-phoi.pdf
- `board`: who has to report what by when → the HTML of theo-doi.pdf
- `contents`: Listing → the HTML of muc-luc.pdf
- `page`: Listing → index.html
- `paging`: what stands on which page of a printed list
- `figures`, `rendering`: what the sheets have in common (sizes and dates in words; the Jinja environment)
"""
