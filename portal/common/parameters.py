"""Addresses with thousands of parameters are answered like others, by the first of them."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ParametersMiddleware:
    """Cuts off the parameters that Django would refuse with an error (400) for their number.

    https://docs.djangoproject.com/en/5.2/ref/settings/#data-upload-max-number-fields
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        most: int | None = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        query = request.META.get("QUERY_STRING", "")
        if most is not None and query.count("&") >= most:
            request.META["QUERY_STRING"] = "&".join(query.split("&", most)[:most])
        return self.get_response(request)
