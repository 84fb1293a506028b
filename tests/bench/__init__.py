"""How fast it is, beside something to compare with: `make bench`. Ratios count; the machines are noisy."""
