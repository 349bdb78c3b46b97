"""What we know, as pure functions: what is said of models is merged, explained and searched."""
