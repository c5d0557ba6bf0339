"""Intents as pure functions: a document and what is wanted, to the ChangeSet that does it."""
