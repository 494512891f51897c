package dev.strata.command.identity.web;

import dev.strata.command.identity.Origin;
import dev.strata.command.identity.PublishedKeys;
import dev.strata.command.identity.SecurityNotice;
import dev.strata.command.identity.Sessions;
import dev.strata.command.identity.SignIn;
import dev.strata.kernel.id.DeviceId;
import dev.strata.platform.web.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.UUID;
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
    private final Sessions sessions;
    private final PublishedKeys keys;

    TokenController(SignIn signIn, Sessions sessions, PublishedKeys keys) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.keys = keys;
    }

    /**
     * Somebody with his password, or a program with its own.
     *
     * @param code of the second factor, if the account has one: from the app, or a recovery code
     */
    record SignInRequest(
            String login,
            @Nullable Secret password,
            @Nullable Secret code,
            @Nullable DeviceId deviceId,
            @Nullable Secret appPassword) {
        SignInRequest {
            if ((password == null) == (appPassword == null)) {
                throw new IllegalArgumentException("password or appPassword, one of the two");
            }
            if (appPassword != null && (code != null || deviceId != null)) {
                throw new IllegalArgumentException("an appPassword goes without code and deviceId");
            }
        }
    }

    record RefreshRequest(Secret refreshToken) {}

    @PostMapping("/v1/tokens")
    ResponseEntity<SignIn.Tokens> signIn(HttpServletRequest http, @RequestBody SignInRequest request) {
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
