package dev.strata.command.grant;

import dev.strata.command.CommandRefused;
import dev.strata.command.grant.Grants.Ended;
import dev.strata.command.grant.domain.GrantCommand.EndAccess;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.kernel.id.OperationId;
import dev.strata.platform.axon.EventMetadata;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Records that grants have ended which give nothing any more: nobody's access depends on it, but feeds learn of it, and
 * the audit trail. Two sweeps at once do no harm: what one has removed the other does not find.
 */
@Component
class GrantSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(GrantSweeper.class);
    private static final int PAGE = 200;

    private final Grants grants;
    private final SharedOn sharedOn;
    private final CommandTransaction transaction;
    private final MeterRegistry meters;
    private final Clock clock;

    GrantSweeper(Grants grants, SharedOn sharedOn, CommandTransaction transaction, MeterRegistry meters, Clock clock) {
        this.grants = grants;
        this.sharedOn = sharedOn;
        this.transaction = transaction;
        this.meters = meters;
        this.clock = clock;
    }

    @Scheduled(
            initialDelayString = "${strata.grants.sweep-first-after:PT20S}",
            fixedDelayString = "${strata.grants.sweep-every:PT20S}")
    void sweep() {
        sweep(clock.instant());
    }

    /** As if it were {@code now}. Stops where it gets no further; the next sweep tries again. */
    void sweep(Instant now) {
        EventMetadata metadata =
                new EventMetadata(null, null, null, null, OperationId.random().toString());
        List<Ended> page = grants.ended(now, PAGE);
        while (!page.isEmpty()) {
            long ended =
                    page.stream().filter(grant -> end(grant, metadata, now)).count();
            page = ended == 0 ? List.of() : grants.ended(now, PAGE);
        }
    }

    /** One transaction each: a grant that cannot be ended holds nothing else up. */
    private boolean end(Ended grant, EventMetadata metadata, Instant now) {
        String outcome;
        try {
            outcome = transaction.run(metadata, dispatch -> {
                grants.lock(grant.nodeId());
                if (!grants.hasEnded(grant.grantId(), now)) {
                    return "skipped";
                }
                sharedOn.send(dispatch, new EndAccess(grant.grantId(), grant.owner(), grant.rule()));
                return "ended";
            });
        } catch (CommandRefused refused) {
            outcome = "skipped";
            LOG.debug("{} is left: {}", grant.grantId(), refused.refusal().code());
        } catch (RuntimeException e) { // the next sweep tries again
            outcome = "failed";
            LOG.warn("could not end {}", grant.grantId(), e);
        }
        meters.counter("strata.grants.swept", "outcome", outcome).increment();
        return outcome.equals("ended");
    }
}
