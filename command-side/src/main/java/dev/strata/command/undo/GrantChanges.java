package dev.strata.command.undo;

import dev.strata.command.log.Streams;
import dev.strata.kernel.grant.GrantEvent;
import dev.strata.kernel.grant.GrantEvent.AccessGranted;
import dev.strata.kernel.grant.GrantEvent.AccessRevoked;
import dev.strata.kernel.grant.GrantEvent.RoleChanged;
import dev.strata.kernel.grant.GrantEvent.ShareHidden;
import dev.strata.kernel.grant.GrantEvent.ShareShown;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says which grants should be there without the events that are to be undone. */
@Component
class GrantChanges {
    private final Streams streams;

    GrantChanges(Streams streams) {
        this.streams = streams;
    }

    /** For whom on what. */
    record Key(NodeId node, AccountId grantee) {}

    record Access(String role, @Nullable Instant expiresAt, boolean mayShare) {}

    /**
     * What should change for somebody.
     *
     * @param now null for no access, like {@code target}
     * @param kept whether later good work has built upon an undone change, so that nothing changes
     */
    record GrantTarget(
            Key key, @Nullable Access now, @Nullable Access target, boolean kept) {}

    List<GrantTarget> targets(Collection<String> grants, Predicate<DomainEventMessage<?>> undone) {
        List<DomainEventMessage<?>> events = new ArrayList<>(streams.readStreams(grants));
        events.sort(Comparator.comparing(DomainEventMessage::getTimestamp));
        Map<Key, Course> courses = new LinkedHashMap<>();
        for (DomainEventMessage<?> message : events) {
            GrantEvent event = (GrantEvent) message.getPayload();
            courses.computeIfAbsent(new Key(event.nodeId(), event.grantee()), _ -> new Course())
                    .follow(event, undone.test(message));
        }
        List<GrantTarget> targets = new ArrayList<>();
        courses.forEach((key, course) -> course.target(key).ifPresent(targets::add));
        return targets;
    }

    /** One person's access to one node through time. */
    private static final class Course {
        private @Nullable Access now;
        private @Nullable Access good;
        private boolean lastIsUndone;
        private boolean touched;

        void follow(GrantEvent event, boolean undone) {
            if (event instanceof ShareHidden || event instanceof ShareShown) {
                return; // a member's own matter
            }
            now = switch (event) {
                case AccessGranted e -> new Access(e.role(), e.expiresAt(), Boolean.TRUE.equals(e.mayShare()));
                case RoleChanged e -> new Access(e.to(), e.expiresAt(), Boolean.TRUE.equals(e.mayShare()));
                case AccessRevoked _ -> null;
                case ShareHidden _, ShareShown _ -> now;
            };
            lastIsUndone = undone;
            touched |= undone;
            if (!undone) {
                good = now;
            }
        }

        java.util.Optional<GrantTarget> target(Key key) {
            if (!touched) {
                return java.util.Optional.empty();
            }
            if (!lastIsUndone) {
                return java.util.Optional.of(new GrantTarget(key, now, now, true));
            }
            return Objects.equals(now, good)
                    ? java.util.Optional.empty()
                    : java.util.Optional.of(new GrantTarget(key, now, good, false));
        }
    }
}
