"""Who comes through which door: the supplier a page is about, and the list of what strangers may open."""

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from redis.exceptions import RedisError

from suppliers.models import Supplier
from suppliers.selectors.supplier import visible_suppliers

PUBLIC_VIEWS: tuple[tuple[str, str], ...] = (
    ("login", "Logging in is for people who are not logged in."),
    ("set_language", "The language can be chosen before logging in; it changes no data of others."),
    ("password_reset", "Whoever forgot the password is not logged in; the answer is the same for every address."),
    ("password_reset_done", "Says the same to everybody."),
    ("password_reset_confirm", "The signed, short-lived link of the mail is the key."),
    ("register", "A company that wishes to become a supplier has no account yet; limited per address."),
    ("register_done", "Says the same to everybody."),
    ("join", "The signed, single-use link of the invitation is the key."),
    ("demo_mailbox", "Exists in demo mode only, where all data is fictional; 404 otherwise."),
    ("favicon", "Points to the icon, a static file."),
    ("healthz", "Says that the process answers, nothing else."),
    ("readyz", "Says which part is down, nothing else."),
)
"""URL names that open without a log-in, each with its reason. A test compares them with the URL table."""


def own_supplier(request: HttpRequest) -> Supplier:
    """The supplier whose people the reader is one of: lookup, 404 and 403 in one.

    The buyer's people get 403: they work with suppliers in the admin, not on the suppliers' own pages.
    """
    if not request.user.is_supplier:
        raise PermissionDenied
    supplier = visible_suppliers(request.user).filter(pk=request.user.supplier_id).first()
    if supplier is None:
        raise Http404
    return supplier


def too_many(act: str, address: str, *, most: int, seconds: int) -> bool:
    """Whether an address has done this more than `most` times within `seconds`; counts this time.

    Without the shared cache nothing is refused: the limit protects from floods, not from one person.
    """
    key = f"limit:{act}:{address}"
    try:
        cache.add(key, 0, timeout=seconds)
        return int(cache.incr(key)) > most
    except (RedisError, ValueError):
        # ValueError: the key lapsed between the two calls.
        return False
