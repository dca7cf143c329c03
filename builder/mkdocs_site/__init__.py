"""All that knows MkDocs: to replace the renderer, replace this folder."""
