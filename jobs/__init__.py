"""One file for each kind of message that goes out by itself, found by being there."""
