"""The press release: what it says, and its three forms."""
