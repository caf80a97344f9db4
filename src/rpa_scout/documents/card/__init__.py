"""The card of a task (業務カード): one page for each."""
