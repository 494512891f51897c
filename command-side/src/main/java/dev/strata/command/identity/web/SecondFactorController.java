package dev.strata.command.identity.web;

import dev.strata.command.identity.Origin;
import dev.strata.command.identity.SecondFactor;
import dev.strata.platform.web.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's second factor: codes from an authenticator app. */
@RestController
@RequestMapping("/v1/me/totp")
class SecondFactorController {
    private final SecondFactor secondFactor;

    SecondFactorController(SecondFactor secondFactor) {
        this.secondFactor = secondFactor;
    }

    @GetMapping
    @Operation(summary = "Whether sign-in asks for a code, and how many recovery codes are left")
    SecondFactor.Status status(Caller caller) {
        return secondFactor.status(caller);
    }

    record EnrolmentRequest(Secret password) {}

    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping
    @Operation(summary = "A new secret for an authenticator app; it counts once it is confirmed")
    ResponseEntity<SecondFactor.Enrolment> begin(
            Caller caller, HttpServletRequest http, @RequestBody EnrolmentRequest request) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(secondFactor.begin(caller, request.password().value(), Origin.of(http)));
    }

    record ConfirmationRequest(Secret code) {}

    /** Each is good once, instead of a code. */
    record RecoveryCodeList(List<String> recoveryCodes) {
        /** Without the codes. */
        @Override
        public String toString() {
            return "RecoveryCodeList";
        }
    }

    @PutMapping
    @Operation(
            summary = "Confirms the secret by a code of it: from now on sign-in asks for one; the other sessions end. "
                    + "The recovery codes are told this once")
    ResponseEntity<RecoveryCodeList> confirm(
            Caller caller, HttpServletRequest http, @RequestBody ConfirmationRequest request) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new RecoveryCodeList(
                        secondFactor.confirm(caller, request.code().value(), Origin.of(http))));
    }

    record RemovalRequest(Secret password, Secret code) {}

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Takes the second factor away, with the password and a code; the other sessions end")
    void remove(Caller caller, HttpServletRequest http, @RequestBody RemovalRequest request) {
        secondFactor.remove(caller, request.password().value(), request.code().value(), Origin.of(http));
    }
}
