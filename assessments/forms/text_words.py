"""What is wrong with a questionnaire text, in words: one sentence per reason, with its facts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.services.questionnaire_text import TextProblem
from suppliers.forms.listing import listed

SENTENCES: Mapping[str, Promise | str] = {
    "alias": _("Anchors and aliases (& and *) are not taken; write the part out."),
    "area_weights_missing": _("There are no area weights for %(categories)s."),
    "bands_do_not_cover_range": _("The bands do not reach down to %(lowest)s, which the range allows."),
    "bands_do_not_reach_0": _("The lowest band has to begin at 0."),
    "bands_have_an_upper_end": _("The last band needs no upper end (lte: null)."),
    "bands_not_a_to_d": _("The bands have to be A, B, C and D, each once."),
    "bands_overlap": _("The bands are not in order, or overlap."),
    "critical_without_gate": _("A critical question needs a gate, C or D."),
    "dimension_differs_from_module": _("A question of the module %(module)s has to carry its dimension, not %(dimension)s."),
    "doubled_key": _("The key “%(key)s” stands here twice."),
    "duplicate": _("“%(value)s” stands here twice."),
    "empty_list": _("The list is empty."),
    "empty_text": _("The text is empty."),
    "evidence_states_missing": _("All of these states are needed: %(expected)s."),
    "factor_not_positive": _("A conversion factor has to be above 0, not %(value)s."),
    "gate_without_critical": _("Only a critical question carries a gate."),
    "key_not_text": _("The key %(key)s has to be text; put it in quotes."),
    "missing": _("The key “%(key)s” is missing."),
    "missing_proof_pays": _("Missing proof may not count more than any other state of proof."),
    "na_condition_not_expected": _("A condition stands here although “not applicable” is not allowed."),
    "na_without_condition": _("Where “not applicable” is allowed its condition has to be said."),
    "not_a_date": _("This has to be a day written as 'YYYY-MM-DD', not “%(value)s”."),
    "not_a_list": _("This has to be a list, not “%(value)s”."),
    "not_a_mapping": _("This has to be a group of keys, not “%(value)s”."),
    "not_a_number": _("This has to be a number, not “%(value)s”."),
    "not_a_range": _("This has to be two numbers, the lower first."),
    "not_a_whole_number": _("This has to be a whole number, not “%(value)s”."),
    "not_json": _("The text holds a value that cannot be stored: %(problem)s"),
    "not_text": _("This has to be text, not “%(value)s”; put it in quotes."),
    "not_true_or_false": _("This has to be true or false, not “%(value)s”."),
    "not_utf8": _("The file is not UTF-8. Save it as UTF-8 and try again."),
    "not_yaml": _("The text cannot be read as YAML: %(problem)s"),
    "only_for_numbers": _("Unit and range belong to number questions, not to the type %(type)s."),
    "options_missing": _("A choice needs its options."),
    "options_not_expected": _("The rule %(rule)s takes no options."),
    "out_of_range": _("%(value)s is outside of what is possible here (%(lowest)s to %(highest)s)."),
    "question_is_no_number": _("The question %(value)s is not a number question, so no indicator can fill it."),
    "range_differs_from_indicator": _("The range differs from that of the indicator %(indicator)s."),
    "reviewer_must_accept_na": _("A reviewer always has to accept a “not applicable”; this cannot be switched off."),
    "rule_does_not_fit_type": _("The rule %(rule)s does not fit the type %(type)s."),
    "soft_range_outside_hard_range": _("The usual range lies outside of the possible one."),
    "text_too_long": _("The text is longer than %(most)s characters."),
    "unit_differs_from_indicator": _("The unit has to be that of the indicator %(indicator)s: %(unit)s."),
    "unit_or_range_missing": _("A number question needs a unit and a range."),
    "unknown_key": _("The key “%(key)s” is not known here."),
    "unknown_question": _("There is no question %(value)s."),
    "weights_do_not_sum": _("The weights add up to %(total)s instead of %(expected)s."),
}
UNKNOWN = _("“%(value)s” is not known here. Known are: %(allowed)s.")


def text_words(problem: TextProblem) -> str:
    """The mistake as one line: `line 12, questions[3].weight: This has to be …`."""
    facts = {name: _shown(value) for name, value in problem.facts.items()}
    words = SENTENCES.get(problem.reason, UNKNOWN)
    place = {"line": problem.line, "path": problem.path, "reason": str(words) % facts}
    if not problem.path:
        return str(_("line %(line)s: %(reason)s")) % place
    return str(_("line %(line)s, %(path)s: %(reason)s")) % place


def _shown(value: object) -> str:
    return listed(value) if isinstance(value, list | tuple) else str(value)
