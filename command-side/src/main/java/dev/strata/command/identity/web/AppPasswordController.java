package dev.strata.command.identity.web;

import dev.strata.command.identity.AppPassword;
import dev.strata.command.identity.AppPassword.Scope;
import dev.strata.command.identity.AppPasswords;
import dev.strata.command.identity.AppPasswords.NewAppPassword;
import dev.strata.command.identity.Origin;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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

/** The caller's app passwords. */
@RestController
@RequestMapping("/v1/me/app-passwords")
class AppPasswordController {
    private final AppPasswords appPasswords;

    AppPasswordController(AppPasswords appPasswords) {
        this.appPasswords = appPasswords;
    }

    /**
     * A program that shall sign in by itself.
     *
     * @param scopes write includes read
     * @param folderId the folder outside of which it opens nothing; everything, if it is left out
     * @param expiresAt never, if it is left out
     */
    record AppPasswordRequest(
            String name,
            Set<Scope> scopes,
            @Nullable NodeId folderId,
            @Nullable Instant expiresAt) {
        private static final int NAME_LENGTH_MAX = 100;

        AppPasswordRequest {
            if (name.isBlank()
                    || name.length() > NAME_LENGTH_MAX
                    || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "name: 1 to %d characters, none of them control characters".formatted(NAME_LENGTH_MAX));
            }
            if (scopes.isEmpty()) {
                throw new IllegalArgumentException("scopes: read, write, or both");
            }
        }
    }

    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping
    @Operation(summary = "A new app password, to be exchanged for access tokens at /v1/tokens; it is told this once")
    ResponseEntity<NewAppPassword> make(
            Caller caller, HttpServletRequest http, @RequestBody AppPasswordRequest request) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(appPasswords.make(
                        caller,
                        request.name(),
                        request.scopes().contains(Scope.WRITE),
                        request.folderId(),
                        request.expiresAt(),
                        Origin.of(http)));
    }

    record AppPasswordPage(
            List<AppPassword> items, @Nullable String nextCursor) {}

    @GetMapping
    @Operation(summary = "The caller's app passwords, the newest first, with their last use")
    AppPasswordPage list(Caller caller) {
        return new AppPasswordPage(appPasswords.list(caller), null);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Deletes an app password: its access tokens are refused everywhere within a second")
    void delete(Caller caller, HttpServletRequest http, @PathVariable UUID id) {
        appPasswords.delete(caller, id, Origin.of(http));
    }
}
