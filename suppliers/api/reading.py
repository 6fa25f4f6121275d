"""What all readers of the API have in common: rows come from a scoped selector, never from a table."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import mixins, viewsets
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request

from suppliers.selectors.clock import now


class MayRead(BasePermission):
    """Asks the view's predicate, where it names one."""

    def has_permission(self, request: Request, view: Any) -> bool:
        predicate = getattr(view, "reads", None)
        return predicate is None or predicate(request.user)


class ReadingViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """List and retrieve what `visible(account)` gives; a foreign row and a missing one are the same 404."""

    visible: ClassVar[Callable[[Any], QuerySet]]
    reads: ClassVar[Callable[[Any], bool] | None] = None
    permission_classes = (IsAuthenticated, MayRead)
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet:
        return type(self).visible(self.request.user)

    def at(self) -> Any:
        """The instant of this request."""
        return now()
