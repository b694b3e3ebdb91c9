"""Turns counts into figures: indicators with intervals, the public site, the press kit."""
