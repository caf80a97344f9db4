"""Published cases of automated tasks, and the priors that are fitted to them."""
