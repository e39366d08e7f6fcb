"""What holds for every test."""

from hypothesis import HealthCheck, settings

# How fast a loaded machine draws examples says nothing about the program.
settings.register_profile("promisectl", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("promisectl")
