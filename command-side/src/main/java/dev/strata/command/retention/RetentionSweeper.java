package dev.strata.command.retention;

import dev.strata.command.CommandRefused;
import dev.strata.command.log.Streams;
import dev.strata.command.node.domain.NodeCommand;
import dev.strata.command.node.domain.NodeCommand.PruneVersions;
import dev.strata.command.node.domain.NodeCommand.PurgeNode;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.command.node.domain.NodeState.Node;
import dev.strata.command.node.domain.Versions;
import dev.strata.command.retention.RetentionPolicies.Expired;
import dev.strata.command.retention.RetentionPolicies.Ruled;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.OperationId;
import dev.strata.platform.axon.EventMetadata;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends the commands that retention asks for, in the name of the owner of the space and with the rule as the reason. Two
 * sweeps at once do no harm: what one has removed the other does not find.
 */
@Component
class RetentionSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweeper.class);
    private static final NodeId FIRST = new NodeId(new UUID(0, 0));
    private static final int PAGE = 200;

    private final RetentionPolicies policies;
    private final Streams streams;
    private final CommandTransaction transaction;
    private final MeterRegistry meters;
    private final Clock clock;

    RetentionSweeper(
            RetentionPolicies policies,
            Streams streams,
            CommandTransaction transaction,
            MeterRegistry meters,
            Clock clock) {
        this.policies = policies;
        this.streams = streams;
        this.transaction = transaction;
        this.meters = meters;
        this.clock = clock;
    }

    @Scheduled(
            initialDelayString = "${strata.retention.first-after:PT1M}",
            fixedDelayString = "${strata.retention.every:PT1H}")
    void sweep() {
        sweep(clock.instant());
    }

    /** As if it were {@code now}. */
    void sweep(Instant now) {
        EventMetadata metadata =
                new EventMetadata(null, null, null, null, OperationId.random().toString());
        sweepTrash(metadata, now);
        sweepVersions(metadata, now);
    }

    private void sweepTrash(EventMetadata metadata, Instant now) {
        NodeId after = FIRST;
        List<Expired> page = policies.expiredTrash(after, now, PAGE);
        while (!page.isEmpty()) {
            for (Expired expired : page) {
                String rule = "trash %d days".formatted(expired.days());
                send(metadata, new PurgeNode(expired.nodeId(), expired.owner(), rule, null), "purged");
            }
            page = policies.expiredTrash(page.getLast().nodeId(), now, PAGE);
        }
    }

    private void sweepVersions(EventMetadata metadata, Instant now) {
        List<Ruled> page = policies.filesWithOldVersions(FIRST, PAGE);
        while (!page.isEmpty()) {
            Map<NodeId, Node> files =
                    streams.nodes(page.stream().map(Ruled::nodeId).toList());
            for (Ruled file : page) {
                Node node = files.get(file.nodeId());
                Versions versions = node == null ? null : node.versions();
                List<Integer> expired = versions == null ? List.of() : VersionRule.expired(versions, file.rule(), now);
                if (!expired.isEmpty()) {
                    String rule = VersionRule.text(file.rule());
                    send(metadata, new PruneVersions(file.nodeId(), file.owner(), expired, rule), "pruned");
                }
            }
            page = policies.filesWithOldVersions(page.getLast().nodeId(), PAGE);
        }
    }

    /** One transaction each: a node that cannot be removed holds nothing else up. */
    private void send(EventMetadata metadata, NodeCommand command, String done) {
        String outcome = done;
        try {
            transaction.run(metadata, dispatch -> {
                dispatch.send(command);
                return command;
            });
        } catch (CommandRefused refused) {
            outcome = refused.refusal() == NodeRefusal.LEGAL_HOLD ? "held" : "skipped";
            LOG.debug(
                    "retention leaves {}: {}",
                    command.nodeId(),
                    refused.refusal().code());
        } catch (RuntimeException e) { // the next sweep tries again
            outcome = "failed";
            LOG.warn("retention could not tidy up {}", command.nodeId(), e);
        }
        meters.counter("strata.retention", "outcome", outcome).increment();
    }
}
