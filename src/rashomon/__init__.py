"""Rashomon: conflicting accounts of one event, side by side, in their exact words."""
