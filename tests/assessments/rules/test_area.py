from assessments.rules.area import AREA_CODES, DIMENSION_CODES


def test_areas_and_dimensions_keep_the_order_of_every_report():
    assert AREA_CODES == ("EP", "PR", "HW", "GH", "WA", "AE")
    assert DIMENSION_CODES == ("BI", "ID", "RM")
