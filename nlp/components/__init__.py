"""spaCy components, one factory a file, in the order in which the pipeline runs them."""
