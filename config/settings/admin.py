"""The admin theme: names and colours; the menu stands in `suppliers/admin/menu.py`."""

from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

UNFOLD = {
    "SITE_TITLE": "Assay",
    "SITE_HEADER": "Assay",
    "SITE_SUBHEADER": _("Supplier conduct and ESG risk"),
    "SITE_URL": None,
    "SITE_SYMBOL": "verified",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda _request: static("portal/favicon.svg")}],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "SHOW_BACK_BUTTON": True,
    "THEME": "light",
    "BORDER_RADIUS": "4px",
    "STYLES": [lambda _request: static("admin-face/assay-admin.css")],
    "SCRIPTS": [lambda _request: static("admin-face/assay-admin.js")],
    "COLORS": {
        "primary": {
            "50": "oklch(97% .015 195)",
            "100": "oklch(94% .03 195)",
            "200": "oklch(88% .05 195)",
            "300": "oklch(79% .07 195)",
            "400": "oklch(68% .085 195)",
            "500": "oklch(55% .085 197)",
            "600": "oklch(46% .077 199)",
            "700": "oklch(40% .068 200)",
            "800": "oklch(34% .057 202)",
            "900": "oklch(29% .048 204)",
            "950": "oklch(21% .038 206)",
        },
    },
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": "suppliers.admin.menu.navigation",
    },
}
