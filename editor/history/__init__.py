"""The past in the window: the log in words, the map as it was, named versions, what differs."""
