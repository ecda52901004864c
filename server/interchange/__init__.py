"""Files in and out: rows of CSV and JSON to and from values. Pure."""
