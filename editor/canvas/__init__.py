"""The canvas: the map on screen, painted from the Sheet, with the overlay of what is selected, hovered and dragged."""
