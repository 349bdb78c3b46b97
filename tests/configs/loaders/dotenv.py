"""What a dotenv loader reads: `dotenv.py FILE`."""

import json
import sys

from dotenv import dotenv_values

print(json.dumps(dotenv_values(sys.argv[1])))
