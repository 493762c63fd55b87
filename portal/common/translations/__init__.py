"""What is translated, how far it is, and how source and translations stay together.

``models`` notes when the texts of a version last changed; ``following`` lets translations
follow a published source; ``states`` says how far each is; ``report`` shows it to staff;
``exchange`` takes in what was translated elsewhere; ``fields`` says what is text.
"""
