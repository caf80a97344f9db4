"""Parts of tables: the table itself, its drawn cells, menus and filters, and a grid of cells."""
