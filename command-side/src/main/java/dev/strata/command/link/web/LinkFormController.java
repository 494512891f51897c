package dev.strata.command.link.web;

import dev.strata.command.CommandRefused;
import dev.strata.command.link.Admissions;
import dev.strata.command.link.LinkPasswords;
import dev.strata.command.link.domain.LinkRefusal;
import dev.strata.platform.web.ProblemException;
import dev.strata.platform.web.RequestBody;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** The password form of a link's page: keeps the pass in a cookie that only this page's addresses are sent. */
@Hidden
@RestController
class LinkFormController {
    private static final String COOKIE = "strata-link-pass";
    private static final String FIELD = "password=";

    private final Admissions admissions;
    private final boolean behindTls;

    LinkFormController(Admissions admissions, @Value("${strata.urls.public:}") String publicUrl) {
        this.admissions = admissions;
        this.behindTls = publicUrl.startsWith("https:");
    }

    @PostMapping(path = "/s/{token}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Void> unlock(@PathVariable String token, HttpServletRequest http) {
        String page = "/s/" + UriUtils.encodePathSegment(token, StandardCharsets.UTF_8);
        String pass;
        try {
            pass = admissions.unlock(token, password(http), http.getRemoteAddr());
        } catch (ProblemException problem) {
            return back(page + "?note=" + (problem.status() == HttpStatus.TOO_MANY_REQUESTS ? "slow" : "wrong"))
                    .build();
        } catch (CommandRefused refused) {
            if (refused.refusal() == LinkRefusal.LINK_NOT_LOCKED || refused.refusal() == LinkRefusal.LINK_NOT_FOUND) {
                return back(page).build();
            }
            throw refused;
        }
        ResponseCookie cookie = ResponseCookie.from(COOKIE, pass)
                .path(page)
                .maxAge(LinkPasswords.PASS_VALIDITY)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(behindTls || http.isSecure())
                .build();
        return back(page).header(HttpHeaders.SET_COOKIE, cookie.toString()).build();
    }

    private static ResponseEntity.BodyBuilder back(String page) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(page))
                .cacheControl(CacheControl.noStore())
                .header("Referrer-Policy", "no-referrer");
    }

    /** Parameters of the request would be read from a body that is read already. */
    private static String password(HttpServletRequest http) {
        String form = new String(RequestBody.of(http), StandardCharsets.UTF_8);
        return Arrays.stream(form.split("&", -1))
                .filter(field -> field.startsWith(FIELD))
                .map(field -> field.substring(FIELD.length()))
                .map(LinkFormController::decoded)
                .findFirst()
                .orElse("");
    }

    private static String decoded(String field) {
        try {
            return URLDecoder.decode(field, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return ""; // No browser writes such a form; it is a wrong password.
        }
    }
}
