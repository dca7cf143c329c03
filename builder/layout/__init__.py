"""What pages and exports share: order, parts, dates, feeds, charts, the schema."""
