package dev.strata.command.passkey.web;

import dev.strata.command.passkey.RelyingParty;
import dev.strata.command.passkey.RequestOptions;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Begins to sign in with a passkey. */
@RestController
class PasskeyOptionsController {
    private final RelyingParty relyingParty;

    PasskeyOptionsController(RelyingParty relyingParty) {
        this.relyingParty = relyingParty;
    }

    @PostMapping("/v1/passkey-options")
    @Operation(
            summary =
                    "What a browser needs to sign somebody in with a passkey; good once, for five minutes. What it makes "
                            + "of it goes to /v1/tokens as passkey")
    ResponseEntity<RequestOptions> options() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(relyingParty.request());
    }
}
