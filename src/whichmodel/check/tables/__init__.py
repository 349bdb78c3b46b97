"""Tables that are kept up to date between markers in Markdown and reStructuredText."""
