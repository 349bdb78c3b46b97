"""Which known model a person means by the words that were typed (docs/reference/matching.md)."""
