"""The charts of the kit: one visual language, each with caption, source and text for the blind."""
