package dev.strata.command.openid.web;

import dev.strata.command.openid.BrowserSignIns;
import dev.strata.command.openid.BrowserSignIns.Begun;
import dev.strata.command.openid.BrowserSignIns.Resumed;
import dev.strata.command.openid.BrowserSignIns.Return;
import dev.strata.command.openid.Provider;
import dev.strata.command.openid.Providers;
import dev.strata.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in with a provider, for browsers. */
@RestController
@RequestMapping("/v1/sign-in")
class SignInController {
    private final Providers providers;
    private final BrowserSignIns signIns;

    SignInController(Providers providers, BrowserSignIns signIns) {
        this.providers = providers;
        this.signIns = signIns;
    }

    /**
     * One that can be chosen.
     *
     * @param url where a browser goes, with a challenge
     */
    record SignInProvider(String name, String displayName, String url) {
        static SignInProvider of(Provider provider) {
            return new SignInProvider(provider.name(), provider.displayName(), "/v1/sign-in/" + provider.name());
        }
    }

    record SignInProviders(
            List<SignInProvider> items, @Nullable String nextCursor) {}

    @GetMapping
    @Operation(summary = "The providers that somebody can sign in with")
    SignInProviders list() {
        return new SignInProviders(
                providers.all().stream().map(SignInProvider::of).toList(), null);
    }

    @GetMapping("/{provider}")
    @Operation(
            summary =
                    "Sends a browser to the provider. The challenge is the SHA-256 of a verifier, in Base64 for URLs; "
                            + "what comes back in the end is good with this verifier only")
    ResponseEntity<Void> begin(@PathVariable String provider, @RequestParam String challenge) {
        Begun begun = signIns.begin(provider, challenge);
        return redirect(begun.location(), cookie(begun.browser(), BrowserSignIns.VALIDITY));
    }

    /** Good once, for five minutes, at {@code POST /v1/tokens} with the verifier. */
    record SignInCode(String signInCode) {
        /** Without the code. */
        @Override
        public String toString() {
            return "SignInCode";
        }
    }

    @GetMapping("/{provider}/callback")
    @Operation(
            summary =
                    "Where the provider sends the browser back to; it goes on to the configured page with #signInCode= "
                            + "or #error=")
    ResponseEntity<?> finish(
            HttpServletRequest http,
            @PathVariable String provider,
            @RequestParam String state,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(name = "iss", required = false) @Nullable String issuer) {
        Return back = new Return(state, code, issuer, cookie(http));
        Resumed resumed = signIns.resume(provider, back);
        URI page = resumed.provider().returnTo();
        if (page == null) {
            return ResponseEntity.ok()
                    .header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO).toString())
                    .cacheControl(CacheControl.noStore())
                    .body(new SignInCode(signIns.finish(resumed, back)));
        }
        return redirect(URI.create(page + "#" + outcome(resumed, back)), cookie("", Duration.ZERO));
    }

    private String outcome(Resumed resumed, Return back) {
        try {
            return "signInCode=" + signIns.finish(resumed, back);
        } catch (ProblemException e) {
            return "error=" + e.code();
        }
    }

    private static ResponseEntity<Void> redirect(URI location, ResponseCookie cookie) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(location)
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .cacheControl(CacheControl.noStore())
                .build();
    }

    /** Other names of the same domain cannot set one that begins with {@code __Host-}. */
    private String cookieName() {
        return signIns.areEncrypted() ? "__Host-strata-sign-in" : "strata-sign-in";
    }

    private ResponseCookie cookie(String value, Duration age) {
        return ResponseCookie.from(cookieName(), value)
                .path("/")
                .maxAge(age)
                .httpOnly(true)
                .secure(signIns.areEncrypted())
                .sameSite("Lax")
                .build();
    }

    private @Nullable String cookie(HttpServletRequest http) {
        Cookie[] cookies = http.getCookies();
        return cookies == null
                ? null
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(cookieName()))
                        .map(Cookie::getValue)
                        .findFirst()
                        .orElse(null);
    }
}
