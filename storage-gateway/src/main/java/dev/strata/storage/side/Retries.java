package dev.strata.storage.side;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.ResourceAccessException;

/** Sends a command again while the other side is away or busy: its idempotency key makes that safe. */
final class Retries {
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofMillis(1600));

    private Retries() {}

    static Answer send(Supplier<Answer> command) {
        for (Duration pause : PAUSES) {
            try {
                Answer answer = command.get();
                if (!answer.status().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)) {
                    return answer;
                }
            } catch (ResourceAccessException e) {
                LOG.debug("the command side did not answer; asking again in {}", pause, e);
            }
            rest(pause);
        }
        try {
            return command.get();
        } catch (ResourceAccessException e) {
            LOG.warn("the command side did not answer: {}", Call.reason(e));
            throw Call.unavailable("The command side does not answer. The content is stored, but whether it has its"
                    + " place in the tree is not known: look before you send it again.");
        }
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Call.unavailable("The server is stopping. Try again shortly.");
        }
    }
}
