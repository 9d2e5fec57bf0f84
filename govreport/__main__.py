"""`python -m govreport` is the command line."""

import sys

from govreport.cli import main

if __name__ == "__main__":
    sys.exit(main())
