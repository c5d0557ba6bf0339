"""From a document or its Sheet to PDF, SVG, PNG, Mermaid and JSON. Nothing here knows of Qt."""
