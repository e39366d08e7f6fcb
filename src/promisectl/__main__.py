"""`python -m promisectl` is the same program as `promisectl`."""

from promisectl.cli.main import main

main()
