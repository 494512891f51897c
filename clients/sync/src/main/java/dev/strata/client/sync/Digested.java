package dev.strata.client.sync;

/**
 * What a file held when it was read.
 *
 * @param sha256 64 hex digits
 * @param changedNanos when anything of the file had been changed last, as only the system sets it: since 1970; 0 if it does
 *     not tell
 */
record Digested(String sha256, long changedNanos) {}
