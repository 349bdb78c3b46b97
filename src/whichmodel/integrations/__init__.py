"""Thin pieces for other people's tools: each suggests model strings, and none refuses one."""
