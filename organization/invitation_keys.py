"""Keys of invitations, pure but for the secret key: what a link carries, what is stored of it.

A key is made from a random seed by the secret key of the installation. The database holds the
seed and a keyed hash: who reads the database cannot make a link from it, while a letter can be
printed and a mail be written by a worker without the key lying anywhere.
"""

import secrets

from django.utils.crypto import salted_hmac

# No characters that look alike on paper; 16 of 31 are 79 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH, GROUP = 16, 4


def new_seed() -> str:
    """What a key is made from; of no use without the secret key."""
    return secrets.token_hex(16)


def key_from(seed: str) -> str:
    """The key of a seed, in groups that can be typed from paper: abcd-efgh-jkmn-pqrs."""
    number = int(salted_hmac("invitation-key", seed, algorithm="sha256").hexdigest(), 16)
    letters = ""
    for _place in range(LENGTH):
        number, rest = divmod(number, len(LETTERS))
        letters += LETTERS[rest]
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def hash_of(key: str) -> str:
    """What is stored and looked up; case and separators do not matter to whoever types it."""
    plain = "".join(sign for sign in key.lower() if sign.isalnum())
    return salted_hmac("invitation-hash", plain, algorithm="sha256").hexdigest()
