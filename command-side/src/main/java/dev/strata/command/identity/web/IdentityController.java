package dev.strata.command.identity.web;

import dev.strata.command.identity.Identities;
import dev.strata.command.identity.LinkedIdentity;
import dev.strata.command.identity.Origin;
import dev.strata.command.openid.Proofs;
import dev.strata.platform.web.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The sign-ins at providers that are linked to the caller's account. */
@RestController
@RequestMapping("/v1/me/identities")
class IdentityController {
    private final Identities identities;
    private final Proofs proofs;

    IdentityController(Identities identities, Proofs proofs) {
        this.identities = identities;
        this.proofs = proofs;
    }

    record LinkedIdentityPage(
            List<LinkedIdentity> items, @Nullable String nextCursor) {}

    @GetMapping
    @Operation(summary = "The sign-ins at providers that open the caller's account, the oldest first")
    LinkedIdentityPage list(Caller caller) {
        return new LinkedIdentityPage(identities.list(caller), null);
    }

    /** The password, and who somebody is: signInCode and verifier, or provider and idToken. */
    record LinkRequest(
            Secret password,
            @Nullable Secret signInCode,
            @Nullable Secret verifier,
            @Nullable String provider,
            @Nullable IdToken idToken) {
        LinkRequest {
            if (!new SentProof(signInCode, verifier, provider, idToken).isThere()) {
                throw new IllegalArgumentException("signInCode and verifier, or provider and idToken");
            }
        }

        SentProof proof() {
            return new SentProof(signInCode, verifier, provider, idToken);
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Links a sign-in at a provider to the caller's account")
    LinkedIdentity link(Caller caller, HttpServletRequest http, @RequestBody LinkRequest request) {
        return identities.link(
                caller, request.password().value(), request.proof().in(proofs), Origin.of(http));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Removes a linked sign-in; the caller's other sessions end")
    void remove(Caller caller, HttpServletRequest http, @PathVariable UUID id) {
        identities.remove(caller, id, Origin.of(http));
    }
}
