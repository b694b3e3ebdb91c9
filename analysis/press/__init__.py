"""The press kit: from frozen figures to what is handed out at a press conference."""
