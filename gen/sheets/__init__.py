"""What a build made → the sheets that lead people through it: a web page, a printed contents list, a workbook.

Pure: values in, text or bytes out; whoever builds writes the files. In the order in which a build needs them:

- `listing`: what was made, the input of the page and of the contents list
- `workbook`: who does what → phan-cong.xlsx
- `contents`: Listing → the HTML of muc-luc.pdf
- `page`: Listing → index.html
- `figures`, `rendering`: what the sheets have in common (sizes and dates in words; the Jinja environment)
"""
