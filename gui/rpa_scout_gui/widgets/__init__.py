"""Parts of pages: tables, charts, bars and fields that several pages use."""
