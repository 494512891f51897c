package dev.strata.sync.webhook.web;

import dev.strata.platform.web.Caller;
import dev.strata.platform.web.ProblemException;
import dev.strata.sync.webhook.Attempt;
import dev.strata.sync.webhook.OwnWebhooks;
import dev.strata.sync.webhook.OwnWebhooks.Made;
import dev.strata.sync.webhook.OwnWebhooks.Range;
import dev.strata.sync.webhook.Topic;
import dev.strata.sync.webhook.WebhookView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's webhooks. */
@RestController
@RequestMapping("/v1/webhooks")
class WebhookController {
    private static final int LIMIT_MAX = 1_000;

    private final OwnWebhooks webhooks;

    WebhookController(OwnWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    /**
     * What is wanted.
     *
     * @param of nodes if it is left out
     * @param events kinds; all if there are none
     * @param in where the nodes are: a space of one's own, or a folder that one may read; one's home space if there is none
     */
    record WebhookRequest(
            String url,
            @Nullable Topic of,
            @Nullable List<String> events,
            @Nullable UUID in) {
        private Topic topic() {
            return of == null ? Topic.NODES : of;
        }
    }

    record WebhookList(List<WebhookView> items, @Nullable String nextCursor) {}

    record ChangeRequest(
            @Nullable String url,
            @Nullable List<String> events,
            @Nullable Boolean paused) {}

    record Secret(String secret) {}

    /** Each an instant or a sequence number. */
    record RedeliveryRequest(String from, String to) {}

    record AttemptList(List<Attempt> items, @Nullable String nextCursor) {}

    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PostMapping
    @Operation(summary = "Have a receiver told of what happens from now on; the answer alone has the secret")
    ResponseEntity<Made> add(Caller caller, @RequestBody WebhookRequest request) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(webhooks.add(caller.account(), request.url(), request.topic(), request.events(), request.in()));
    }

    @GetMapping
    WebhookList list(Caller caller) {
        return new WebhookList(webhooks.list(caller.account()), null);
    }

    @GetMapping("/{id}")
    WebhookView get(Caller caller, @PathVariable UUID id) {
        return webhooks.get(caller.account(), id);
    }

    @PatchMapping("/{id}")
    @Operation(summary = "Change what is named; \"paused\": false also lets a disabled webhook go on where it was")
    WebhookView change(Caller caller, @PathVariable UUID id, @RequestBody ChangeRequest request) {
        return webhooks.change(caller.account(), id, request.url(), request.events(), request.paused());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable UUID id) {
        webhooks.remove(caller.account(), id);
    }

    @PostMapping("/{id}/secret")
    @Operation(summary = "Make another secret; the one before signs too for 24 hours")
    ResponseEntity<Secret> changeSecret(Caller caller, @PathVariable UUID id) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Secret(webhooks.changeSecret(caller.account(), id)));
    }

    @PostMapping("/{id}/deliveries")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Send again what is between two instants or sequence numbers, with the same ids")
    Range resend(Caller caller, @PathVariable UUID id, @RequestBody RedeliveryRequest request) {
        return webhooks.resend(caller.account(), id, request.from(), request.to());
    }

    @GetMapping("/{id}/deliveries")
    @Operation(summary = "What was tried in the last seven days, the newest first")
    AttemptList attempts(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Long cursor,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-value",
                    "limit: expected 1 to %d, got %d".formatted(LIMIT_MAX, limit));
        }
        List<Attempt> page = webhooks.attempts(caller.account(), id, cursor, limit);
        return new AttemptList(
                page, page.size() < limit ? null : Long.toString(page.getLast().number()));
    }
}
