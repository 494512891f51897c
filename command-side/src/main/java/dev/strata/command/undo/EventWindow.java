package dev.strata.command.undo;

import dev.strata.command.CommandRefused;
import dev.strata.command.log.Streams;
import dev.strata.command.node.domain.NodeRefusal;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.node.NodeEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds, in the log itself, which streams of a space had events of a kind since an instant. */
@Component
class EventWindow {
    private static final int PAGE = 5_000;

    /** Processes commit out of order, and their clocks differ a little: so many events before are looked at too. */
    private static final int NEIGHBOURS = 1_000;

    private final JdbcClient jdbc;
    private final Streams streams;
    private final int nodesMax;

    EventWindow(JdbcClient jdbc, Streams streams, @Value("${strata.limits.undo-nodes:100000}") int nodesMax) {
        this.jdbc = jdbc;
        this.streams = streams;
        this.nodesMax = nodesMax;
    }

    /** Streams with such events. */
    record Touched(Set<NodeId> nodes, Set<String> grants) {}

    Touched touched(SpaceId space, Instant from, Predicate<DomainEventMessage<?>> wanted) {
        Touched touched = new Touched(new LinkedHashSet<>(), new LinkedHashSet<>());
        Access access = new Access(new HashSet<>(), new LinkedHashMap<>());
        long position = firstAfter(from) - NEIGHBOURS;
        List<Streams.Located> page = streams.after(position, PAGE);
        while (!page.isEmpty()) {
            for (Streams.Located located : page) {
                note(located.message(), space, wanted.test(located.message()), touched, access);
            }
            if (touched.nodes().size() + access.touched().size() > nodesMax) {
                throw new CommandRefused(NodeRefusal.TOO_MANY_NODES, Map.of("limit", nodesMax));
            }
            page = streams.after(page.getLast().position(), PAGE);
        }
        access.touched().forEach(key -> touched.grants().addAll(access.grants().getOrDefault(key, Set.of())));
        return touched;
    }

    /** Somebody's access to something may have been given and taken many times, each time in a stream of its own. */
    private record Access(Set<GrantChanges.Key> touched, Map<GrantChanges.Key, Set<String>> grants) {}

    private static void note(
            DomainEventMessage<?> message, SpaceId space, boolean wanted, Touched touched, Access access) {
        switch (message.getPayload()) {
            case NodeEvent e
            when wanted && e.spaceId().equals(space) -> touched.nodes().add(e.nodeId());
            case GrantEvent e
            when e.spaceId().equals(space) -> {
                GrantChanges.Key key = new GrantChanges.Key(e.nodeId(), e.grantee());
                access.grants()
                        .computeIfAbsent(key, _ -> new LinkedHashSet<>())
                        .add(e.grantId().toString());
                if (wanted) {
                    access.touched().add(key);
                }
            }
            default -> {}
        }
    }

    /** By halving: the log is in the order of time, but for neighbours. */
    private long firstAfter(Instant from) {
        long low = 0;
        long high = jdbc.sql("SELECT coalesce(max(global_index), 0) + 1 FROM log.event")
                .query(Long.class)
                .single();
        while (low < high) {
            long middle = (low + high) >>> 1;
            boolean before = jdbc.sql("""
                            SELECT coalesce((SELECT time_stamp < ? FROM log.event WHERE global_index >= ?
                                              ORDER BY global_index LIMIT 1), false)""")
                    .params(from.atOffset(ZoneOffset.UTC), middle)
                    .query(Boolean.class)
                    .single();
            if (before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
