"""How the models that ship with the package are made; nothing here runs in the pipeline."""
