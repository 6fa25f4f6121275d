"""What every test may ask for."""


def pytest_make_parametrize_id(config, val, argname):
    """The content of a file is no name: it may differ from one process to the next."""
    return argname if isinstance(val, bytes) else None
