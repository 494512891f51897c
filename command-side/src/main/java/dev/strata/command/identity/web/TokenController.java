package dev.strata.command.identity.web;

import dev.strata.command.identity.PublishedKeys;
import dev.strata.command.identity.SignIn;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
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
    private final PublishedKeys keys;

    TokenController(SignIn signIn, PublishedKeys keys) {
        this.signIn = signIn;
        this.keys = keys;
    }

    record SignInRequest(
            String login, Secret password, @Nullable DeviceId deviceId) {}

    record RefreshRequest(Secret refreshToken) {}

    @PostMapping("/v1/tokens")
    ResponseEntity<SignIn.Tokens> signIn(@RequestBody SignInRequest request) {
        return secret(signIn.withPassword(request.login(), request.password().value(), request.deviceId()));
    }

    @PostMapping("/v1/tokens/refresh")
    ResponseEntity<SignIn.Tokens> refresh(@RequestBody RefreshRequest request) {
        return secret(signIn.withRefreshToken(request.refreshToken().value()));
    }

    private static ResponseEntity<SignIn.Tokens> secret(SignIn.Tokens tokens) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(tokens);
    }

    @DeleteMapping("/v1/tokens")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(@AuthenticationPrincipal Jwt token, @RequestParam(defaultValue = "false") boolean all) {
        UUID family = all ? null : UUID.fromString(token.getClaimAsString("family"));
        signIn.signOut(AccountId.of(java.util.Objects.requireNonNull(token.getSubject())), family);
    }

    @GetMapping(path = "/.well-known/jwks.json", produces = MediaType.APPLICATION_JSON_VALUE)
    String jwks() {
        return keys.json();
    }
}
