"""Files of any hand are read row by row: CSV, JSON lines, XML, workbooks."""
