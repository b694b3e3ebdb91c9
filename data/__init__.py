"""The bottom layer: records, words, databases and reference files. Imports nothing of ours."""
