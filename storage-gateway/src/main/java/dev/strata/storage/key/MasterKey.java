package dev.strata.storage.key;

import java.security.GeneralSecurityException;
import java.util.UUID;

/** Wraps data keys. Where it is kept (a file, the environment, a key service) is its own affair. */
public interface MasterKey {
    /** Tells it from other master keys, in ASCII and without giving anything away; 64 characters at most. */
    String id();

    byte[] wrap(UUID keyId, byte[] dataKey);

    /** Throws if this is not the key that it was wrapped with, or something was altered. */
    byte[] unwrap(UUID keyId, byte[] wrapped) throws GeneralSecurityException;
}
