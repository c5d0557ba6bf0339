"""The file: opening what may be hostile, the working file that keeps every change, publishing. See the modules."""
