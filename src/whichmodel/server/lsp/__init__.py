"""What `check` finds, told in an editor while a text is written: the language server protocol."""
