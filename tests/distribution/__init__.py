"""What is handed out: the archives, installed."""
