"""review.db: who reviews, what was drawn, what they decided; kept for good, never rebuilt."""
