"""Path checks: what a reviewer would find in a map, each as one pure function in a table."""
