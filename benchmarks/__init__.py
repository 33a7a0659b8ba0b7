"""This machine → how fast `gen` fills in Word documents, next to its peers; `python -m benchmarks` measures it."""
