package dev.strata.storage.scrub;

import java.util.UUID;

/** A pack that is to be read and verified. */
record DuePack(UUID id, UUID keyId, String store, int length) {}
