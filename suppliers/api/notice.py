"""A reader's own notices for machines."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from suppliers.api.reading import ReadingViewSet
from suppliers.models import Notice
from suppliers.selectors.notice import visible_notices
from suppliers.services.notice import mark_read


class NoticeSerializer(serializers.ModelSerializer):
    """One notice: its kind and facts; the wording belongs to pages and mails."""

    class Meta:
        model = Notice
        fields = ("id", "kind", "supplier", "facts", "url", "created_at", "read_at")
        read_only_fields = fields


class NoticeViewSet(ReadingViewSet):
    """The account's own notices."""

    visible = staticmethod(visible_notices)
    serializer_class = NoticeSerializer

    @extend_schema(request=None, responses=NoticeSerializer)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str) -> Response:  # noqa: ARG002 -- DRF's signature
        """Mark one as read."""
        notice = self.get_object()
        mark_read(request.user, at=self.at(), ids=[notice.pk])
        notice.refresh_from_db()
        return Response(NoticeSerializer(notice).data)
