"""Which model string can I use?"""

__version__ = "0.1.0"
