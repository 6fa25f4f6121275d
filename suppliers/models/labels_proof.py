"""Words for the codes of certificates, restricted substances, waste hand-over and labels."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suppliers.rules.certificate import (
    CertificateKind,
    CertificateState,
    CertificateStatus,
    HolderRole,
    RegistryStatus,
)
from suppliers.rules.certificate_holder import HolderMatch
from suppliers.rules.label import Label
from suppliers.rules.rohs import Excess, RohsScheme, Substance
from suppliers.rules.waste import ContractorState, ContractorStatus, WasteKind

CERTIFICATE_KIND = {
    CertificateKind.CCC: _("3C certificate (CCC)"),
    CertificateKind.CCC_SELF_DECLARATION: _("3C self-declaration"),
    CertificateKind.ROHS: _("RoHS proof"),
    CertificateKind.ISO_14001: _("ISO 14001 (environment)"),
    CertificateKind.ISO_45001: _("ISO 45001 (occupational safety)"),
    CertificateKind.ISO_50001: _("ISO 50001 (energy)"),
    CertificateKind.ISO_37001: _("ISO 37001 (anti-bribery)"),
    CertificateKind.DISCHARGE_PERMIT: _("Pollutant discharge permit"),
    CertificateKind.DISCHARGE_REGISTRATION: _("Pollutant discharge registration"),
    CertificateKind.HAZARDOUS_WASTE_LICENCE: _("Hazardous waste licence"),
    CertificateKind.WEEE_LICENCE: _("E-waste treatment licence"),
}
CERTIFICATE_STATUS = {
    CertificateStatus.DRAFT: _("Draft"),
    CertificateStatus.SUBMITTED: _("To be verified"),
    CertificateStatus.VERIFIED: _("Verified"),
    CertificateStatus.REJECTED: _("Not accepted"),
    CertificateStatus.SUPERSEDED: _("Replaced by a newer one"),
}
REGISTRY_STATUS = {
    RegistryStatus.UNKNOWN: _("Not looked up"),
    RegistryStatus.VALID: _("Valid"),
    RegistryStatus.SUSPENDED: pgettext_lazy("registry", "Suspended"),
    RegistryStatus.REVOKED: _("Revoked"),
    RegistryStatus.CANCELLED: pgettext_lazy("registry", "Cancelled"),
    RegistryStatus.EXPIRED: _("Expired"),
}
CERTIFICATE_STATE = {
    CertificateState.DRAFT: _("Draft"),
    CertificateState.SUBMITTED: _("To be verified"),
    CertificateState.REJECTED: _("Not accepted"),
    CertificateState.NOT_LOOKED_UP: _("Not looked up"),
    CertificateState.NOT_YET_VALID: _("Not yet valid"),
    CertificateState.VALID: _("Valid"),
    CertificateState.EXPIRING: _("Expiring"),
    CertificateState.EXPIRED: _("Expired"),
    CertificateState.SUSPENDED: pgettext_lazy("registry", "Suspended"),
    CertificateState.REVOKED: _("Revoked"),
    CertificateState.CANCELLED: pgettext_lazy("registry", "Cancelled"),
    CertificateState.SUPERSEDED: _("Replaced by a newer one"),
}
HOLDER_MATCH = {
    HolderMatch.SAME: _("The holder is the supplier."),
    HolderMatch.FORMER_NAME: _("The holder is a former name of the supplier."),
    HolderMatch.OTHER_SCRIPT: _("The holder is the supplier, written in traditional instead of simplified characters."),
    HolderMatch.MANUFACTURER: _("The holder is named as the manufacturer of the products."),
    HolderMatch.DIFFERENT: _("The holder is another company."),
}
HOLDER_ROLE = {
    HolderRole.SUPPLIER: _("The supplier itself"),
    HolderRole.MANUFACTURER: _("The manufacturer of the product"),
}
ROHS_SCHEME = {
    RohsScheme.EU: _("EU declaration of conformity"),
    RohsScheme.CN_VOLUNTARY: _("China RoHS voluntary certification"),
    RohsScheme.CN_SELF_DECLARATION: _("China RoHS self-declaration"),
    RohsScheme.TEST_REPORT: _("Test report (IEC 62321 or GB/T 39560)"),
}
SUBSTANCE = {
    Substance.PB: _("Lead (Pb)"),
    Substance.HG: _("Mercury (Hg)"),
    Substance.CD: _("Cadmium (Cd)"),
    Substance.CR6: _("Hexavalent chromium (Cr VI)"),
    Substance.PBB: _("Polybrominated biphenyls (PBB)"),
    Substance.PBDE: _("Polybrominated diphenyl ethers (PBDE)"),
    Substance.DEHP: _("Bis(2-ethylhexyl) phthalate (DEHP)"),
    Substance.BBP: _("Butyl benzyl phthalate (BBP)"),
    Substance.DBP: _("Dibutyl phthalate (DBP)"),
    Substance.DIBP: _("Diisobutyl phthalate (DIBP)"),
}
WASTE_KIND = {
    WasteKind.HAZARDOUS_WASTE: _("Hazardous waste"),
    WasteKind.E_WASTE: _("E-waste"),
}
EXCESS = {
    Excess.NO_EXEMPTION: _("no exemption is claimed"),
    Excess.UNKNOWN_EXEMPTION: _("the exemption claimed is not in the table"),
    Excess.OTHER_SUBSTANCE: _("the exemption claimed is for another substance"),
    Excess.ABOVE_EXEMPTION: _("it is above what the exemption allows"),
    Excess.EXEMPTION_ENDED: _("the exemption has ended"),
}
CONTRACTOR_STATE = {
    ContractorState.SUBMITTED: _("To be verified"),
    ContractorState.REJECTED: _("Not accepted"),
    ContractorState.ENDED: pgettext_lazy("waste contractor", "No longer used"),
    ContractorState.NOT_YET_VALID: _("Not yet valid"),
    ContractorState.VALID: _("Valid"),
    ContractorState.EXPIRING: _("Expiring"),
    ContractorState.EXPIRED: _("Expired"),
    ContractorState.NOT_VALID_IN_REGISTER: _("Not valid in the public register"),
}
CONTRACTOR_STATUS = {
    ContractorStatus.SUBMITTED: _("To be verified"),
    ContractorStatus.VERIFIED: _("Verified"),
    ContractorStatus.REJECTED: _("Not accepted"),
    ContractorStatus.ENDED: pgettext_lazy("waste contractor", "No longer used"),
}
LABEL = {
    Label.GREEN_3C_ROHS: _("Green label: 3C and RoHS"),
    Label.GREEN_PERFORMANCE: _("Green label: performance"),
}
