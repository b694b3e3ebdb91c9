"""What surrounds the review pages: drawing of samples, agreement, exchange, commands."""
