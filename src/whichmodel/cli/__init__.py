"""The command line: each verb parses, calls, renders and exits."""
