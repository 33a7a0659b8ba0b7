"""This machine → how fast `gen` fills in Word documents, beside its peers; `python -m benchmarks` measures it all."""
