"""The formats of the report, each written from the same document."""
