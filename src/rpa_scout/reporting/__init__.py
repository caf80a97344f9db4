"""Results as workbooks and JSON."""
