"""The demo (PRODUCT §9): a synthetic but lifelike Jakarta, loaded through the services into an empty installation.

``draw`` to ``story`` make plain values from one seed; ``history``, ``present`` and ``waiting`` play them on a
``scene``; ``ready`` makes the accounts to sign in with; ``load`` puts it together, ``command`` is ``ksbb demo``.
"""
