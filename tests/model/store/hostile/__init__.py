"""Files that nobody should have made: a table of named ones, and damage done at random."""
