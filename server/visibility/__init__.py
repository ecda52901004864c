"""Which rows an actor may see: one file per noun, the only row permission."""
