"""Groups of tasks that are the same work, so that one scenario could serve them."""
