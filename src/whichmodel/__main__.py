"""`python -m whichmodel` is `whichmodel`."""

from whichmodel.cli.main import main

raise SystemExit(main())
