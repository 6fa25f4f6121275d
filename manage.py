#!/usr/bin/env python3
"""The door to Django. `./run manage ARGS` calls it with the right interpreter."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    execute_from_command_line(sys.argv)
