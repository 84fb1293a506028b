"""One file for each thing a member can ask, found by being there."""
