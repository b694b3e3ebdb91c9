"""Where tagging runs: in this process, in a pool of processes, or on a dask cluster.

An engine is given parts (a few dozen articles each) and writes each as a Parquet file, whole or not
at all. One writer, nlp/engines/load.py, takes the files into media.db.
"""
