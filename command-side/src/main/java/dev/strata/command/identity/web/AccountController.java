package dev.strata.command.identity.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.strata.command.account.domain.Login;
import dev.strata.command.identity.Erasure;
import dev.strata.command.identity.Origin;
import dev.strata.command.identity.PasswordChange;
import dev.strata.command.identity.PasswordRules;
import dev.strata.command.identity.Passwords;
import dev.strata.command.identity.ProfileChange;
import dev.strata.command.identity.Profiles;
import dev.strata.command.identity.SignUp;
import dev.strata.command.identity.SignUpPolicy;
import dev.strata.command.openid.Proofs;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.tree.Quotas;
import dev.strata.command.web.Commands;
import dev.strata.kernel.id.AccountId;
import dev.strata.platform.axon.EventMetadata;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.platform.web.Trace;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sign-up, and what an account knows of itself. */
@RestController
class AccountController {
    private final Commands commands;
    private final CommandTransaction transaction;
    private final SignUp signUp;
    private final Erasure erasure;
    private final Profiles profiles;
    private final PasswordRules rules;
    private final Passwords passwords;
    private final PasswordChange passwordChange;
    private final Quotas quotas;
    private final SignUpPolicy policy;
    private final ProfileChange profileChange;
    private final Proofs proofs;

    AccountController(
            Commands commands,
            CommandTransaction transaction,
            SignUp signUp,
            Erasure erasure,
            Profiles profiles,
            PasswordRules rules,
            Passwords passwords,
            PasswordChange passwordChange,
            Quotas quotas,
            SignUpPolicy policy,
            ProfileChange profileChange,
            Proofs proofs) {
        this.commands = commands;
        this.transaction = transaction;
        this.signUp = signUp;
        this.erasure = erasure;
        this.profiles = profiles;
        this.rules = rules;
        this.passwords = passwords;
        this.passwordChange = passwordChange;
        this.quotas = quotas;
        this.policy = policy;
        this.profileChange = profileChange;
        this.proofs = proofs;
    }

    record SignUpRequest(
            Login login,
            Secret password,
            @Nullable String displayName,
            @Nullable String email,
            @Nullable Secret invitation) {}

    private static @Nullable String invitationOf(SignUpRequest request) {
        Secret invitation = request.invitation();
        return invitation == null ? null : invitation.value();
    }

    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping("/v1/accounts")
    ResponseEntity<?> signUp(HttpServletRequest http, @RequestBody SignUpRequest request) {
        policy.check(invitationOf(request));
        limit("displayName", request.displayName(), 100);
        limit("email", request.email(), 254);
        rules.check(request.password().value(), request.login().value(), request.displayName(), request.email());
        String hash = passwords.hash(request.password().value());
        AccountId account = AccountId.random();
        EventMetadata metadata = new EventMetadata(account, null, http.getRemoteAddr(), Trace.id());
        return commands.runAnonymous(metadata, http, dispatch -> {
            policy.admit(invitationOf(request));
            return ResponseEntity.status(HttpStatus.CREATED)
                    .body(signUp.open(
                            dispatch, account, request.login(), hash, request.displayName(), request.email()));
        });
    }

    /** @param password needed for another address */
    @SuppressWarnings("MissingSummary")
    record ProfileRequest(
            @Nullable String displayName,
            @Nullable String email,
            @Nullable Secret password) {}

    @PutMapping("/v1/me")
    @Operation(
            summary = "Another display name and address; what is left out is taken away. Another address needs the "
                    + "password, and the old one is told")
    Me changeProfile(Caller caller, HttpServletRequest http, @RequestBody ProfileRequest request) {
        limit("displayName", request.displayName(), 100);
        limit("email", request.email(), 254);
        Secret password = request.password();
        Origin origin = Origin.of(http);
        profileChange.prove(caller.account(), request.email(), password == null ? null : password.value(), origin);
        return transaction.run(caller.metadata(), dispatch -> {
            profileChange.change(dispatch, caller.account(), request.displayName(), request.email(), origin);
            return told(caller);
        });
    }

    /** Another password for the current one; or the first, for a proof of the provider that opened the account. */
    record PasswordRequest(
            @Nullable Secret current,
            @JsonProperty("new") Secret next,
            @Nullable Secret signInCode,
            @Nullable Secret verifier,
            @Nullable String provider,
            @Nullable IdToken idToken) {
        PasswordRequest {
            if ((current == null) != new SentProof(signInCode, verifier, provider, idToken).isThere()) {
                throw new IllegalArgumentException("current, or signInCode and verifier, or provider and idToken");
            }
        }

        SentProof proof() {
            return new SentProof(signInCode, verifier, provider, idToken);
        }
    }

    @PutMapping("/v1/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Another password; the caller's other sessions end")
    void changePassword(Caller caller, HttpServletRequest http, @RequestBody PasswordRequest request) {
        Secret current = request.current();
        if (current == null) {
            passwordChange.set(
                    caller, request.proof().in(proofs), request.next().value(), Origin.of(http));
        } else {
            passwordChange.change(caller, current.value(), request.next().value(), Origin.of(http));
        }
    }

    record EraseRequest(Secret password) {}

    /** For good, and of the caller alone. */
    @DeleteMapping("/v1/accounts/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void erase(Caller caller, HttpServletRequest http, @PathVariable AccountId id, @RequestBody EraseRequest request) {
        if (!id.equals(caller.account())) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "forbidden", "An account can be erased by nobody but its owner.");
        }
        erasure.erase(caller, request.password().value(), Origin.of(http));
    }

    private static void limit(String field, @Nullable String value, int lengthMax) {
        if (value != null && (value.length() > lengthMax || value.chars().anyMatch(Character::isISOControl))) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-value",
                    "%s: at most %d characters, none of them control characters".formatted(field, lengthMax));
        }
    }

    @GetMapping("/v1/me")
    @Transactional(readOnly = true)
    public Me me(Caller caller) {
        return told(caller);
    }

    private Me told(Caller caller) {
        Profiles.Profile profile = profiles.of(caller.account());
        return new Me(profile, quotas.of(profile.homeSpaceId()));
    }

    /**
     * The caller's own account.
     *
     * @param quota what the home space may hold, and what of it is used and reserved
     */
    record Me(@JsonUnwrapped Profiles.Profile profile, Quotas.Usage quota) {}
}
