"""
Running it for others: what an installation needs, and how to see that it has it.

- ``doctor``   looks at everything that can be wrong, and says what to do
- ``systemd/`` units for a service, its socket, and a timer that publishes
"""
