"""Hostile files, made by two fuzzers: `make fuzz`. Not a part of `make test`: it takes its time."""
