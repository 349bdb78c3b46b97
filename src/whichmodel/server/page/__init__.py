"""The web page: pure functions from a catalogue to files, and the files that never change."""
