"""Tables on the terminal: rankings, plans, questions, backtests."""
