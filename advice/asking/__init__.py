"""From a stranger's question to the answer: the form, the mails, the private page."""
