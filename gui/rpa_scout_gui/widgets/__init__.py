"""Parts of the pages, by what they serve; what lies here directly frames the window."""
