"""What opens beside the window: new, export, print, keys, about."""
