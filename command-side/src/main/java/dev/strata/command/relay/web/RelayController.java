package dev.strata.command.relay.web;

import dev.strata.platform.kafka.EventRelay;
import dev.strata.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets the operator have the log relayed again, after Kafka has lost some of it. */
@RestController
class RelayController {
    private final ObjectProvider<EventRelay> relay;

    RelayController(ObjectProvider<EventRelay> relay) {
        this.relay = relay;
    }

    @PostMapping("/v1/operations/relay/restart")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Has the whole log relayed to Kafka again")
    void restart() {
        relay.stream()
                .findAny()
                .orElseThrow(() ->
                        new ProblemException(HttpStatus.CONFLICT, "no-relay", "Events do not go through Kafka here."))
                .restart();
    }
}
