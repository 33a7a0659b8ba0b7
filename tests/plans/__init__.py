"""A plan that is known beforehand → a Word file in many ways of writing → what the import made of it: README.md."""
