"""Speed and accuracy on material outside the repository; ``make bench`` runs all."""
