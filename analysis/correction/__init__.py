"""Figures corrected by a reviewed sample, and what the sample says of the errors."""
