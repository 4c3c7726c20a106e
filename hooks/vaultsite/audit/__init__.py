"""What a built site publishes, and whether anything private is in it.

``python -m vaultsite.audit SITE``, or ``make audit``.

It reads the site only, as a stranger does, and trusts nothing that the build says.
"""
