"""Parts of the API's addresses: what does not look like an id leads nowhere, before it reaches the database."""

from django.urls import register_converter


class RecordId:
    """The number of a record."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class QuestionCode:
    """The code of a question, such as EP-01."""

    regex = "[A-Z]{2}-[0-9]{2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RecordId, "record")
register_converter(QuestionCode, "question")
