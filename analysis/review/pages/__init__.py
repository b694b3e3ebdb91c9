"""One file a page of the workplace: what it asks of the databases and what it saves."""
