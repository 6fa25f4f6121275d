"""How long lists are cut for machines."""

from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    """Pages by cursor: the same speed on page 1 and page 1,000, and no row twice while others are added."""

    ordering = "-pk"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
