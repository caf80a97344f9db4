"""The inquiry itself: its head, forms sent, questions asked and answered, and who is due."""
