"""What is true: pure functions over the nouns; no database, no Slack, no clock."""
