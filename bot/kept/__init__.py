"""What is kept: all that is known of a person, the record of who changed what, and how both come to their end."""
