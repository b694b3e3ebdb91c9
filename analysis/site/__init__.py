"""The public site: Datasette with Swedish templates and a front page of its own."""
