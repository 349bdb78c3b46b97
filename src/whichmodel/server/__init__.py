"""The catalogue over HTTP, in the shapes that existing clients speak (extra: serve)."""
