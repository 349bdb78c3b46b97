"""Which models exist, as far as anyone has told us: for people, never for a running program."""
