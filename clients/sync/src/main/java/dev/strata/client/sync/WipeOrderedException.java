package dev.strata.client.sync;

/** The server has revoked this device, and orders it to remove what it holds. */
final class WipeOrderedException extends RuntimeException {}
