package dev.strata.client.sync;

/** Somebody wants the agent to rest. What has been sent so far need not be sent again. */
final class PausedException extends RuntimeException {}
