"""How sure the ranking is: other weights, open answers, and what would have to change."""
