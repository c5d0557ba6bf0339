"""The window: mirrors and gestures in Qt. It decides nothing about journeys."""
