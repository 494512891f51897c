package dev.strata.command.passkey;

import java.util.List;

/** What a browser needs to make a passkey ({@code PublicKeyCredentialCreationOptionsJSON}). */
public record CreationOptions(
        RelyingPartyEntity rp,
        UserEntity user,
        String challenge,
        List<Algorithm> pubKeyCredParams,
        long timeout,
        List<KnownCredential> excludeCredentials,
        Selection authenticatorSelection,
        String attestation) {
    /** Whom it is for. */
    public record RelyingPartyEntity(String id, String name) {}

    /** Whose it will be. */
    public record UserEntity(Encoded id, String name, String displayName) {}

    /** One that is taken. */
    public record Algorithm(String type, long alg) {}

    /** One that is there already: its authenticator makes no second one. */
    public record KnownCredential(String type, Encoded id) {}

    /** What the authenticator must be able to do. */
    public record Selection(String residentKey, boolean requireResidentKey, String userVerification) {}
}
