"""What people decide about what the program suggests: which judgements hold, what they change, what is still open.

holding     which judgement holds on each matter, after all that superseded or undid one another
anchors     where the object of a judgement stands, and what stands there now
check       what each subject lets one decide
judged      judgements put into the work of the pipeline, between its steps
agreement   how far two reviewers agree (Cohen's kappa)
queue       what is open, by how much hangs on the answer
"""

from rashomon.review.agreement import Agreement, agreement
from rashomon.review.anchors import Ids, Places, Stale, find_stale
from rashomon.review.check import ask_for, check_judgement
from rashomon.review.holding import grades, holding, standing, taken_back
from rashomon.review.judged import Judged
from rashomon.review.queue import Item, review_queue

__all__ = [
    "Agreement",
    "Ids",
    "Item",
    "Judged",
    "Places",
    "Stale",
    "agreement",
    "ask_for",
    "check_judgement",
    "find_stale",
    "grades",
    "holding",
    "review_queue",
    "standing",
    "taken_back",
]
