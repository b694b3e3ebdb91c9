"""Slides for the press conference, with charts that can be edited where they stand."""
