"""One geometry for screen and paper: `lay_out` turns a map into a Sheet of placed pieces."""
