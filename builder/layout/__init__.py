"""What pages and exports share: order, parts, dates, feeds, the schema."""
