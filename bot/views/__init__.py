"""How it looks: one file for each noun, over parts.py."""
