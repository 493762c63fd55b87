"""“I can help”: offers of help, and the calls that brokers propose for them."""
