"""Addresses of the supplier portal."""

from django.urls import path

from suppliers.portal import application, certificate, evaluation, home, notice, people, product, signature, waste

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/invitations/<int:pk>/withdraw/", people.withdraw, name="invitation_withdraw"),
    path("people/invitations/<int:pk>/again/", people.send_again, name="invitation_again"),
    path("people/<int:pk>/access/", people.access, name="access"),
    path("application/", application.application, name="application"),
    path("application/review/", application.review, name="application_review"),
    path("application/submit/", application.submit, name="application_submit"),
    path("application/confirm/", application.confirm, name="application_confirm"),
    path("application/paper/", application.paper, name="application_paper"),
    path("application/again/", application.again, name="application_again"),
    path("application/<slug:name>/", application.section, name="application_section"),
    path("signatures/", signature.signatures, name="signatures"),
    path("signatures/<int:pk>/", signature.signature, name="signature"),
    path("signatures/<int:pk>/code/", signature.code, name="signature_code"),
    path("signatures/<int:pk>/refuse/", signature.refuse, name="signature_refuse"),
    path("signatures/<int:pk>/receipt/", signature.receipt, name="signature_receipt"),
    path("certificates/", certificate.certificates, name="certificates"),
    path("certificates/add/", certificate.add, name="certificate_add"),
    path("certificates/<int:pk>/", certificate.certificate, name="certificate"),
    path("certificates/<int:pk>/edit/", certificate.edit, name="certificate_edit"),
    path("certificates/<int:pk>/rohs/", certificate.rohs, name="certificate_rohs"),
    path("certificates/<int:pk>/submit/", certificate.submit, name="certificate_submit"),
    path("certificates/<int:pk>/reopen/", certificate.reopen, name="certificate_reopen"),
    path("products/", product.products, name="products"),
    path("products/add/", product.add, name="product_add"),
    path("products/<int:pk>/", product.product, name="product"),
    path("products/<int:pk>/offer/", product.offer, name="product_offer"),
    path("waste/", waste.contractors, name="contractors"),
    path("waste/add/", waste.add, name="contractor_add"),
    path("waste/<int:pk>/end/", waste.end, name="contractor_end"),
    path("evaluations/", evaluation.evaluations, name="evaluations"),
    path("evaluations/<int:pk>/", evaluation.evaluation, name="evaluation"),
    path("evaluations/<int:pk>/object/", evaluation.objection, name="objection"),
    path("evaluations/<int:pk>/receipt/", evaluation.receipt, name="evaluation_receipt"),
    path("appeals/<int:pk>/withdraw/", evaluation.withdraw, name="appeal_withdraw"),
    path("notices/", notice.notices, name="notices"),
    path("notices/read/", notice.read_all, name="notices_read"),
    path("notices/<int:pk>/", notice.open_notice, name="notice"),
]
