"""Tools: one object a gesture (start, move, finish, cancel), and one table that says which starts where."""
