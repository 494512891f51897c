package dev.strata.command.passkey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What a browser says of a new passkey ({@code RegistrationResponseJSON}); what else it says is not looked at. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PasskeyAttestation(AttestationResponse response) {
    /** Signed by nobody: who made the authenticator does not matter. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record AttestationResponse(Encoded clientDataJSON, Encoded attestationObject) {}
}
