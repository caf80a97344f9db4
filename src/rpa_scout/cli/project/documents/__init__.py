"""Commands that write the documents of a project, and read objections back."""
