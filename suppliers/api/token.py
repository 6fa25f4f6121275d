"""Tokens: how a machine comes in."""

from django.contrib.auth import authenticate
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from knox.models import AuthToken, get_token_model
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from suppliers.api.problems import Unprocessable


class CredentialsSerializer(serializers.Serializer):
    """The same e-mail address and password as at the login page."""

    email = serializers.EmailField()
    password = serializers.CharField(trim_whitespace=False, max_length=200)


class TokenSerializer(serializers.Serializer):
    """The token is shown once; only its digest is kept."""

    token = serializers.CharField()


class TokenView(APIView):
    """POST credentials for a token; DELETE ends the token that the request carries."""

    throttle_scope = "token"

    def get_permissions(self) -> list:
        return [AllowAny()] if self.request.method == "POST" else super().get_permissions()

    def get_authenticators(self) -> list:
        # A stale token must not stand in the way of asking for a new one.
        return [] if self.request is not None and self.request.method == "POST" else super().get_authenticators()

    @extend_schema(request=CredentialsSerializer, responses={201: TokenSerializer}, auth=[])
    def post(self, request: Request) -> Response:
        """Give a token. Wrong credentials and unknown addresses get the same answer; ten tries lock the account."""
        form = CredentialsSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        account = authenticate(request._request, username=form.validated_data["email"], password=form.validated_data["password"])  # noqa: SLF001 -- axes counts on Django's request
        if account is None:
            raise Unprocessable(
                "wrong_credentials", _("E-mail address and password do not fit, or the account is locked for a while.")
            )
        _row, token = get_token_model().objects.create(user=account)  # scoped: a token of the person who logged in
        return Response({"token": token}, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request) -> Response:
        """End the token of this request; a session has none to end."""
        if isinstance(request.auth, AuthToken):
            request.auth.delete()
        return Response(status=status.HTTP_204_NO_CONTENT)
