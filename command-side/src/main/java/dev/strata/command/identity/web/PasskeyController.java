package dev.strata.command.identity.web;

import dev.strata.command.identity.Origin;
import dev.strata.command.identity.Passkey;
import dev.strata.command.identity.Passkeys;
import dev.strata.command.passkey.CreationOptions;
import dev.strata.command.passkey.PasskeyAttestation;
import dev.strata.platform.web.Caller;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's passkeys. */
@RestController
@RequestMapping("/v1/me/passkeys")
class PasskeyController {
    private final Passkeys passkeys;

    PasskeyController(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    /** @param code of the second factor, if the account has one */
    @SuppressWarnings("MissingSummary") // the names say it
    record PasskeyOptionsRequest(Secret password, @Nullable Secret code) {}

    @PostMapping("/options")
    @Operation(summary = "What a browser needs to make a passkey; good once, for five minutes")
    ResponseEntity<CreationOptions> begin(
            Caller caller, HttpServletRequest http, @RequestBody PasskeyOptionsRequest request) {
        Secret code = request.code();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(passkeys.begin(
                        caller, request.password().value(), code == null ? null : code.value(), Origin.of(http)));
    }

    /**
     * A passkey that was just made.
     *
     * @param credential what the browser made of the options
     */
    record PasskeyRequest(String name, PasskeyAttestation credential) {
        private static final int NAME_LENGTH_MAX = 100;

        PasskeyRequest {
            if (name.isBlank()
                    || name.length() > NAME_LENGTH_MAX
                    || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "name: 1 to %d characters, none of them control characters".formatted(NAME_LENGTH_MAX));
            }
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Keeps a new passkey, which signs in to the caller's account from now on")
    Passkey add(Caller caller, HttpServletRequest http, @RequestBody PasskeyRequest request) {
        return passkeys.add(caller, request.name(), request.credential(), Origin.of(http));
    }

    record PasskeyPage(List<Passkey> items, @Nullable String nextCursor) {}

    @GetMapping
    @Operation(summary = "The caller's passkeys, the oldest first, with their last use")
    PasskeyPage list(Caller caller) {
        return new PasskeyPage(passkeys.list(caller), null);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Removes a passkey; the caller's other sessions end")
    void remove(Caller caller, HttpServletRequest http, @PathVariable UUID id) {
        passkeys.remove(caller, id, Origin.of(http));
    }
}
