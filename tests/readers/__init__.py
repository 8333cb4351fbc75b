"""Readers of the formats for learning platforms, written without a look at our writers.

Each follows the importer that it stands for, as the format's documentation and that importer's
behaviour tell. What it reads is a list of `Asked`, which can be given an answer and marks it.
"""
