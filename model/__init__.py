"""What a journey map is, and what can be done to it. Nothing here knows of Qt or of a screen."""
