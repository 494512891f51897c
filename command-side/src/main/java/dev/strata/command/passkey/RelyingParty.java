package dev.strata.command.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.Challenge;
import com.webauthn4j.server.ServerProperty;
import dev.strata.platform.web.ProblemException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * This server, as authenticators know it: by the name in the first of the configured addresses. They must have verified
 * their user, by a PIN or a finger; who made them does not matter.
 */
@Component
public class RelyingParty {
    private static final Logger LOG = LoggerFactory.getLogger(RelyingParty.class);
    private static final String TYPE = "public-key";
    private static final String REQUIRED = "required";
    private static final String NAME = "Strata";
    private static final boolean VERIFIED = true;

    private static final List<PublicKeyCredentialParameters> ALGORITHMS =
            List.of(COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256)
                    .stream()
                    .map(algorithm -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
                    .toList();

    private final Challenges challenges;
    private final PasskeyOrigins origins;
    private final WebAuthnManager manager;
    private final AttestedCredentialDataConverter credentials;

    RelyingParty(Challenges challenges, @Value("${strata.passkeys.origins:}") List<String> origins) {
        this.challenges = challenges;
        this.origins = PasskeyOrigins.of(origins);
        ObjectConverter converter = new ObjectConverter();
        this.manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
        this.credentials = new AttestedCredentialDataConverter(converter);
    }

    /** Whose a passkey will be. */
    public record Owner(UUID account, String login, String displayName) {}

    /** A passkey that was just made. */
    public record Made(PasskeyKey key, long signCount) {}

    /** What an authenticator has signed; by whom is still to be found out. */
    public record Answer(AuthenticationData data, Challenge challenge) {}

    /** Asks for a new passkey, by an authenticator that has none of these yet. */
    public CreationOptions create(Owner owner, List<byte[]> known) {
        String id = origins.id();
        return new CreationOptions(
                new CreationOptions.RelyingPartyEntity(id, NAME),
                new CreationOptions.UserEntity(handle(owner.account()), owner.login(), owner.displayName()),
                challenges.give(owner.account()),
                ALGORITHMS.stream()
                        .map(one ->
                                new CreationOptions.Algorithm(TYPE, one.getAlg().getValue()))
                        .toList(),
                Challenges.VALIDITY.toMillis(),
                known.stream()
                        .map(one -> new CreationOptions.KnownCredential(TYPE, Encoded.of(one)))
                        .toList(),
                new CreationOptions.Selection(REQUIRED, true, REQUIRED),
                "none");
    }

    /** Asks for any passkey that somebody has here. */
    public RequestOptions request() {
        String id = origins.id();
        return new RequestOptions(challenges.give(null), id, Challenges.VALIDITY.toMillis(), REQUIRED);
    }

    /** What was made of {@link #create} for this account. */
    public Made made(UUID account, PasskeyAttestation sent) {
        PasskeyAttestation.AttestationResponse response = sent.response();
        RegistrationData data = checked(
                HttpStatus.BAD_REQUEST,
                () -> manager.parse(new RegistrationRequest(
                        response.attestationObject().bytes(),
                        response.clientDataJSON().bytes())));
        Challenge challenge = challenge(data.getCollectedClientData(), HttpStatus.BAD_REQUEST);
        challenges.take(text(challenge), account);
        return checked(HttpStatus.BAD_REQUEST, () -> {
            manager.verify(data, new RegistrationParameters(server(challenge), ALGORITHMS, VERIFIED));
            AuthenticatorData<?> made =
                    Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
            var credential = Objects.requireNonNull(made.getAttestedCredentialData());
            return new Made(
                    new PasskeyKey(credential.getCredentialId(), credentials.convert(credential), made.isFlagBE()),
                    made.getSignCount());
        });
    }

    /** Reads what was made of {@link #request}, and uses the challenge up. */
    public Answer read(PasskeyAssertion sent) {
        PasskeyAssertion.AssertionResponse response = sent.response();
        AuthenticationData data = checked(
                HttpStatus.UNAUTHORIZED,
                () -> manager.parse(new AuthenticationRequest(
                        sent.rawId().bytes(),
                        response.authenticatorData().bytes(),
                        response.clientDataJSON().bytes(),
                        response.signature().bytes())));
        Challenge challenge = challenge(data.getCollectedClientData(), HttpStatus.UNAUTHORIZED);
        challenges.take(text(challenge), null);
        return new Answer(data, challenge);
    }

    /** The counter of a signature that this key has made; whether it has grown is for who keeps the last one. */
    public long verified(Answer answer, PasskeyKey key) {
        return checked(HttpStatus.UNAUTHORIZED, () -> {
            var credential = credentials.convert(key.credential());
            CredentialRecordImpl known = new CredentialRecordImpl(
                    null, true, key.backupEligible(), null, 0, credential, null, null, null, null);
            manager.verify(
                    answer.data(), new AuthenticationParameters(server(answer.challenge()), known, null, VERIFIED));
            return Objects.requireNonNull(answer.data().getAuthenticatorData()).getSignCount();
        });
    }

    /** What authenticators know an account by. */
    public static Encoded handle(UUID account) {
        return Encoded.of(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(account.getMostSignificantBits())
                .putLong(account.getLeastSignificantBits())
                .array());
    }

    private ServerProperty server(Challenge challenge) {
        Set<Origin> pages = origins.pages().stream().map(Origin::create).collect(Collectors.toSet());
        return ServerProperty.builder()
                .origins(pages)
                .rpId(origins.id())
                .challenge(challenge)
                .build();
    }

    private static Challenge challenge(@Nullable CollectedClientData client, HttpStatus otherwise) {
        Challenge challenge = client == null ? null : client.getChallenge();
        if (challenge == null) {
            throw refused(otherwise);
        }
        return challenge;
    }

    private static String text(Challenge challenge) {
        return Encoded.of(challenge.getValue()).value();
    }

    /**
     * One answer for all that can be wrong with it; the log says what it was. What is cut off, or is no CBOR, makes the
     * parser throw whatever it comes across.
     */
    private static <T> T checked(HttpStatus otherwise, Supplier<T> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            LOG.info("a passkey was refused: {}", e.toString());
            throw refused(otherwise);
        }
    }

    public static ProblemException refused(HttpStatus status) {
        return new ProblemException(
                status, "passkey-refused", "This passkey is not known here, or did not answer as it should.");
    }
}
