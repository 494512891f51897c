package dev.strata.command.device;

import dev.strata.command.device.domain.DeviceCommand.ParkDevice;
import dev.strata.command.node.domain.NodeCommand;
import dev.strata.command.node.domain.NodeCommand.AddVersion;
import dev.strata.command.node.domain.NodeCommand.PurgeNode;
import dev.strata.command.node.domain.NodeCommand.RestoreVersion;
import dev.strata.command.node.domain.NodeCommand.TrashNode;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.axon.EventMetadata;
import dev.strata.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Stops a device that deletes or rewrites much of a space in a short time, as malware does that encrypts files, and a
 * client that took an empty disk for a decision. What people do without a device, on a page, is not counted, nor what an
 * undo takes back.
 */
@Component
@EnableConfigurationProperties(DeviceGuardSettings.class)
public class DeviceGuard {
    private static final int SLOTS = 8;

    /** A folder with more below it counts as so many. */
    private static final int BELOW_MAX = 100_000;

    private static final Duration COUNTED = Duration.ofDays(1);
    private static final Duration ORDERED = Duration.ofDays(400);

    private final JdbcClient jdbc;
    private final DeviceGuardSettings settings;
    private final Clock clock;

    /** Of those that are beyond a threshold: the last step that was looked at. */
    private final Map<Changing, Integer> steps = new ConcurrentHashMap<>();

    DeviceGuard(JdbcClient jdbc, DeviceGuardSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** A device has gone too far; whatever it asked for last is not done. */
    public static final class TooMuchChanged extends RuntimeException {
        private final transient ParkDevice command;

        TooMuchChanged(ParkDevice command) {
            super("%s changed %d nodes of %s".formatted(command.deviceId(), command.nodes(), command.spaceId()));
            this.command = command;
        }

        public ParkDevice command() {
            return command;
        }
    }

    /** What a parked device is told. */
    public static ProblemException parked(DeviceId device) {
        return new ProblemException(
                HttpStatus.FORBIDDEN,
                "device-parked",
                ("This device deleted or rewrote much of a space in a short time. Its changes are not taken until"
                                + " somebody who is signed in without it says that this was meant"
                                + " (POST /v1/devices/%s/release), or takes it back (POST /v1/undo).")
                        .formatted(device));
    }

    /**
     * Asked before each command, in its transaction.
     *
     * @throws TooMuchChanged if this command would be too much
     * @throws ProblemException if the device is parked already
     */
    public void admit(Object command, EventMetadata metadata) {
        DeviceId device = metadata.device();
        AccountId actor = metadata.actor();
        if (!(command instanceof NodeCommand change)
                || device == null
                || actor == null
                || metadata.operation() != null) {
            return;
        }
        Standing standing = standing(device);
        if (standing.parked()) {
            throw parked(device);
        }
        if (standing.released()) {
            return;
        }
        switch (change) {
            case AddVersion c -> countRewrite(device, actor, c.nodeId());
            case RestoreVersion c -> countRewrite(device, actor, c.nodeId());
            case TrashNode c -> count(device, actor, c.nodeId(), below(c.nodeId(), BELOW_MAX));
            case PurgeNode c -> count(device, actor, c.nodeId(), below(c.nodeId(), BELOW_MAX));
            default -> {
                // Neither deletes nor rewrites.
            }
        }
    }

    private record Standing(boolean parked, boolean released) {}

    private Standing standing(DeviceId device) {
        return jdbc.sql("SELECT parked, coalesce(released_until > ?, false) AS released FROM command.device"
                        + " WHERE device_id = ?")
                .params(utc(clock.instant()), device.value())
                .query((row, _) -> new Standing(row.getBoolean("parked"), row.getBoolean("released")))
                .optional()
                .orElse(new Standing(false, true));
    }

    /** Itself included. */
    private long below(NodeId node, long most) {
        return jdbc.sql("""
                        WITH RECURSIVE below AS (
                            SELECT CAST(? AS uuid) AS node_id
                            UNION ALL
                            SELECT n.node_id FROM below JOIN command.node n ON n.parent_id = below.node_id)
                        SELECT count(*) FROM (SELECT FROM below LIMIT ?) counted""").params(node.value(), most).query(Long.class).single();
    }

    /** A file that is saved again and again counts once. */
    private void countRewrite(DeviceId device, AccountId actor, NodeId node) {
        Instant now = clock.instant();
        int counted = jdbc.sql("""
                        INSERT INTO command.device_rewrite AS r (device_id, node_id, counted_at) VALUES (?, ?, ?)
                        ON CONFLICT (device_id, node_id) DO UPDATE SET counted_at = excluded.counted_at
                         WHERE r.counted_at < ?""")
                .params(device.value(), node.value(), utc(now), utc(now.minus(settings.within())))
                .update();
        if (counted == 1) {
            count(device, actor, node, 1);
        }
    }

    private record Changing(DeviceId device, SpaceId space) {}

    private record Sum(SpaceId space, long nodes, Instant since) {}

    private void count(DeviceId device, AccountId actor, NodeId node, long nodes) {
        add(device, node, nodes)
                .filter(sum -> isNewStep(device, sum, nodes) && isMuch(sum))
                .ifPresent(sum -> {
                    throw new TooMuchChanged(new ParkDevice(device, actor, sum.space(), sum.nodes(), sum.since()));
                });
    }

    /**
     * Whoever steps over a threshold is looked at. He may not see what is added beside it, so that nobody does: then it is
     * whoever is first seen beyond it.
     */
    private boolean isNewStep(DeviceId device, Sum sum, long nodes) {
        int step = step(sum.nodes());
        Changing changing = new Changing(device, sum.space());
        Integer before = step == 0 ? steps.remove(changing) : steps.put(changing, step);
        return step > step(sum.nodes() - nodes) || step > (before == null ? 0 : before);
    }

    /** The sum does not see what is added beside it. */
    private Optional<Sum> add(DeviceId device, NodeId node, long nodes) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        WITH here AS (SELECT space_id FROM command.node WHERE node_id = :node),
                        added AS (
                            INSERT INTO command.device_change AS c (device_id, space_id, minute, slot, nodes)
                            SELECT :device, space_id, date_trunc('minute', CAST(:now AS timestamptz)), :slot, :nodes
                              FROM here
                            ON CONFLICT (device_id, space_id, minute, slot) DO UPDATE SET nodes = c.nodes + excluded.nodes)
                        SELECT here.space_id, coalesce(sum(c.nodes), 0) + :nodes AS nodes,
                            coalesce(min(c.minute), date_trunc('minute', CAST(:now AS timestamptz))) AS since
                          FROM here LEFT JOIN command.device_change c
                            ON c.device_id = :device AND c.space_id = here.space_id AND c.minute > :since
                         GROUP BY here.space_id""")
                .param("node", node.value())
                .param("device", device.value())
                .param("now", utc(now))
                .param("since", utc(now.minus(settings.within())))
                .param("slot", ThreadLocalRandom.current().nextInt(SLOTS))
                .param("nodes", nodes)
                .query((row, _) -> new Sum(
                        new SpaceId(row.getObject("space_id", UUID.class)),
                        row.getLong("nodes"),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Rises at the threshold and at each doubling of it: the space is counted no oftener. */
    private int step(long nodes) {
        return Long.SIZE - Long.numberOfLeadingZeros(nodes / settings.nodes());
    }

    private boolean isMuch(Sum sum) {
        long enough = (long) Math.floor(sum.nodes() / settings.share()) + 1;
        UUID root = jdbc.sql("""
                        SELECT a.root_folder_id FROM command.space s JOIN command.account a ON a.account_id = s.owner_id
                         WHERE s.space_id = ?""")
                .param(sum.space().value())
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
        return below(new NodeId(root), enough) < enough;
    }

    @Scheduled(initialDelay = 600_000, fixedDelay = 3_600_000)
    void forgetOld() {
        Instant now = clock.instant();
        jdbc.sql("DELETE FROM command.device_change WHERE minute < ?")
                .param(utc(now.minus(COUNTED)))
                .update();
        jdbc.sql("DELETE FROM command.device_rewrite WHERE counted_at < ?")
                .param(utc(now.minus(COUNTED)))
                .update();
        jdbc.sql("DELETE FROM command.wipe_order WHERE ordered_at < ?")
                .param(utc(now.minus(ORDERED)))
                .update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
