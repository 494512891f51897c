package dev.strata.command.identity.web;

import dev.strata.command.identity.Administration;
import dev.strata.command.identity.Invitations;
import dev.strata.command.identity.Invitations.Invitation;
import dev.strata.command.identity.Invitations.NewInvitation;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.Duration;
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

/** Invitations to open an account, for administrators. */
@RestController
@RequestMapping("/v1/admin/invitations")
class InvitationController {
    private static final int DAYS_MAX = 90;
    private static final int DAYS_DEFAULT = 7;

    private final Invitations invitations;
    private final CommandTransaction transaction;
    private final Clock clock;

    InvitationController(Invitations invitations, CommandTransaction transaction, Clock clock) {
        this.invitations = invitations;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @param days how long it can be used; 7 if nobody says, 90 at most */
    @SuppressWarnings("MissingSummary")
    record InvitationRequest(@Nullable Integer days) {}

    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping
    @Operation(summary = "A new invitation; its token is told this once")
    ResponseEntity<NewInvitation> make(Caller caller, @RequestBody InvitationRequest request) {
        Administration.open(caller);
        Integer asked = request.days();
        int days = asked == null ? DAYS_DEFAULT : asked;
        if (days < 1 || days > DAYS_MAX) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST, "invalid-value", "days: 1 to %d, not %d".formatted(DAYS_MAX, days));
        }
        NewInvitation made = transaction.run(
                caller.metadata(),
                dispatch -> invitations.make(
                        dispatch, caller.account(), clock.instant().plus(Duration.ofDays(days))));
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(made);
    }

    record InvitationPage(List<Invitation> items, @Nullable String nextCursor) {}

    @GetMapping
    @Operation(summary = "Invitations that nobody has used, the newest first")
    InvitationPage list(Caller caller) {
        Administration.open(caller);
        return new InvitationPage(invitations.list(), null);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Withdraws an invitation")
    void withdraw(Caller caller, @PathVariable UUID id) {
        Administration.open(caller);
        transaction.run(caller.metadata(), dispatch -> {
            invitations.withdraw(dispatch, caller.account(), id);
            return id;
        });
    }
}
