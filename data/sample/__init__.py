"""The bundled sample outlets: fictional articles, their answer key and a loopback server."""
