package dev.strata.command.identity.web;

import dev.strata.command.identity.Origin;
import dev.strata.command.identity.PasswordReset;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For people who have forgotten their password. */
@RestController
@RequestMapping("/v1/password-resets")
class PasswordResetController {
    private final PasswordReset reset;

    PasswordResetController(PasswordReset reset) {
        this.reset = reset;
    }

    record ForgottenRequest(String login) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Mails a token to the address of the account, if there is one; the answer does not tell")
    void forgotten(HttpServletRequest http, @RequestBody ForgottenRequest request) {
        reset.ask(request.login(), Origin.of(http));
    }

    record ResetRequest(Secret token, Secret newPassword) {}

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Another password, by the token that was mailed; all sessions end, a second factor stays")
    void reset(HttpServletRequest http, @RequestBody ResetRequest request) {
        reset.set(request.token().value(), request.newPassword().value(), Origin.of(http));
    }
}
