"""An address under the API that leads nowhere is refused in the API's own form."""

from typing import NoReturn

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView


@extend_schema(exclude=True)
class UnknownAddressView(APIView):
    """404 for every method."""

    def initial(self, request: Request, *args: object, **kwargs: object) -> NoReturn:
        """Nothing is here, whoever asks and how."""
        super().initial(request, *args, **kwargs)
        raise Http404

    def get(self, request: Request) -> None:
        """Never reached."""

    post = put = patch = delete = get
