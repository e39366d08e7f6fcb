"""Tables as values: columns with units, cells without formatting."""
