package dev.strata.command.identity.web;

import dev.strata.command.identity.Origin;
import dev.strata.command.identity.PasskeySignIn;
import dev.strata.command.identity.ProviderSignIn;
import dev.strata.command.identity.PublishedKeys;
import dev.strata.command.identity.SecurityNotice;
import dev.strata.command.identity.Sessions;
import dev.strata.command.identity.SignIn;
import dev.strata.command.openid.Proofs;
import dev.strata.command.passkey.PasskeyAssertion;
import dev.strata.kernel.id.DeviceId;
import dev.strata.platform.web.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in, refresh, sign-out, and the keys by which others verify access tokens. */
@RestController
class TokenController {
    private final SignIn signIn;
    private final ProviderSignIn providerSignIn;
    private final PasskeySignIn passkeySignIn;
    private final Proofs proofs;
    private final Sessions sessions;
    private final PublishedKeys keys;

    TokenController(
            SignIn signIn,
            ProviderSignIn providerSignIn,
            PasskeySignIn passkeySignIn,
            Proofs proofs,
            Sessions sessions,
            PublishedKeys keys) {
        this.signIn = signIn;
        this.providerSignIn = providerSignIn;
        this.passkeySignIn = passkeySignIn;
        this.proofs = proofs;
        this.sessions = sessions;
        this.keys = keys;
    }

    /**
     * Somebody with his password, a proof of a provider or a passkey, or a program with its own password.
     *
     * @param provider of the idToken
     * @param verifier of the challenge that the sign-in was begun with which the signInCode comes of
     * @param invitation for the first time, where accounts are for invited people
     * @param code of the second factor, if the account has one: from the app, or a recovery code
     * @param passkey what the browser made of {@code POST /v1/passkey-options}; no code is asked for
     */
    record SignInRequest(
            @Nullable String login,
            @Nullable Secret password,
            @Nullable Secret code,
            @Nullable DeviceId deviceId,
            @Nullable Secret appPassword,
            @Nullable String provider,
            @Nullable IdToken idToken,
            @Nullable Secret signInCode,
            @Nullable Secret verifier,
            @Nullable Secret invitation,
            @Nullable PasskeyAssertion passkey) {
        SignInRequest {
            boolean proven = new SentProof(signInCode, verifier, provider, idToken).isThere();
            if (Stream.of(password != null, appPassword != null, proven, passkey != null)
                            .filter(given -> given)
                            .count()
                    != 1) {
                throw new IllegalArgumentException(
                        "password, appPassword, signInCode, idToken or passkey, one of them");
            }
            if ((login == null) != (proven || passkey != null)) {
                throw new IllegalArgumentException("login goes with a password");
            }
            if (invitation != null && !proven) {
                throw new IllegalArgumentException("an invitation goes with signInCode or idToken");
            }
            if (appPassword != null && (code != null || deviceId != null)) {
                throw new IllegalArgumentException("an appPassword goes without code and deviceId");
            }
            if (passkey != null && code != null) {
                throw new IllegalArgumentException("a passkey goes without code");
            }
        }

        SentProof proof() {
            return new SentProof(signInCode, verifier, provider, idToken);
        }

        ProviderSignIn.With with() {
            return new ProviderSignIn.With(textOf(code), deviceId, textOf(invitation));
        }
    }

    record RefreshRequest(Secret refreshToken) {}

    @PostMapping("/v1/tokens")
    ResponseEntity<SignIn.Tokens> signIn(HttpServletRequest http, @RequestBody SignInRequest request) {
        if (request.passkey() != null) {
            return secret(passkeySignIn.signIn(request.passkey(), request.deviceId(), Origin.of(http)));
        }
        if (request.login() == null) {
            return secret(providerSignIn.signIn(request.proof().in(proofs), request.with(), Origin.of(http)));
        }
        Secret appPassword = request.appPassword();
        return secret(
                appPassword == null
                        ? signIn.withPassword(
                                request.login(),
                                Objects.requireNonNull(textOf(request.password())),
                                textOf(request.code()),
                                request.deviceId(),
                                Origin.of(http))
                        : signIn.withAppPassword(request.login(), appPassword.value(), Origin.of(http)));
    }

    private static @Nullable String textOf(@Nullable Secret secret) {
        return secret == null ? null : secret.value();
    }

    @PostMapping("/v1/tokens/refresh")
    ResponseEntity<SignIn.Tokens> refresh(HttpServletRequest http, @RequestBody RefreshRequest request) {
        return secret(signIn.withRefreshToken(request.refreshToken().value(), Origin.of(http)));
    }

    private static ResponseEntity<SignIn.Tokens> secret(SignIn.Tokens tokens) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(tokens);
    }

    @DeleteMapping("/v1/tokens")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(Caller caller, HttpServletRequest http, @RequestParam(defaultValue = "false") boolean all) {
        UUID session = caller.session();
        if (all || session == null) {
            sessions.endAll(caller.account(), SecurityNotice.Type.ALL_SESSIONS_ENDED, Origin.of(http));
        } else {
            sessions.end(caller.account(), session, SecurityNotice.Type.SIGNED_OUT, Origin.of(http));
        }
    }

    @GetMapping(path = "/.well-known/jwks.json", produces = MediaType.APPLICATION_JSON_VALUE)
    String jwks() {
        return keys.json();
    }
}
