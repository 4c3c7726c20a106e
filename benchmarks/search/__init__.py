"""The search beside Material's own: bytes, time to the first result, and what comes first."""
