package dev.strata.command.passkey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What a browser says of somebody who uses a passkey ({@code AuthenticationResponseJSON}); what else it says is not looked
 * at.
 *
 * @param rawId of the credential
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PasskeyAssertion(Encoded rawId, AssertionResponse response) {
    /** @param userHandle the account, as the authenticator was told when the passkey was made */
    @SuppressWarnings("MissingSummary") // the names are those of the standard
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record AssertionResponse(
            Encoded clientDataJSON,
            Encoded authenticatorData,
            Encoded signature,
            @Nullable Encoded userHandle) {}
}
