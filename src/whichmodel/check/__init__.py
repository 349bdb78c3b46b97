"""Is what they wrote still true: mentions of models in files, and what is wrong with them."""
