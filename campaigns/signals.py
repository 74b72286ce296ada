"""Questions of the campaigns floor; upper apps answer with lists of `Reason`."""

from django.dispatch import Signal

launching = Signal()  # campaign
leaders_changed = Signal()  # campaign, by: news, sent inside the transaction of the change
phase_ending = Signal()  # phase
closing = Signal()  # campaign
taking_back = Signal()  # answers (accepted ones), since: when the first was accepted
correcting = Signal()  # verification, whose conclusion is to change
