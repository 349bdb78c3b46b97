"""`python -m whichmodel` is `whichmodel`."""

from whichmodel.cli.main import start

start()
