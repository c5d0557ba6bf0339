"""The main window: actions and menus as tables, top bar, tabs, docks, status."""
