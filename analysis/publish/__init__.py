"""Builds public.db: metadata of articles and aggregates, no text and no names."""
