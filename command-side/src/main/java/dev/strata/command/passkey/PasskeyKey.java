package dev.strata.command.passkey;

import java.util.Arrays;

/** The public half of a passkey, as it is kept. */
public final class PasskeyKey {
    private final byte[] credentialId;
    private final byte[] credential;
    private final boolean backupEligible;

    public PasskeyKey(byte[] credentialId, byte[] credential, boolean backupEligible) {
        this.credentialId = credentialId.clone();
        this.credential = credential.clone();
        this.backupEligible = backupEligible;
    }

    public byte[] credentialId() {
        return credentialId.clone();
    }

    /** The attested credential data: model of the authenticator, id and public key, as the standard writes them. */
    public byte[] credential() {
        return credential.clone();
    }

    /** Whether it may be copied to other devices of its owner; that never changes. */
    public boolean backupEligible() {
        return backupEligible;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasskeyKey key && Arrays.equals(credential, key.credential);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(credential);
    }
}
