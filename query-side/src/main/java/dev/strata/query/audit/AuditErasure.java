package dev.strata.query.audit;

import dev.strata.kernel.account.AccountChange;
import dev.strata.kernel.account.AccountEvent;
import dev.strata.kernel.account.AccountEvent.AccountErased;
import dev.strata.kernel.comment.CommentEvent;
import dev.strata.kernel.device.DeviceEvent;
import dev.strata.kernel.erasure.Personal;
import dev.strata.kernel.group.GroupEvent;
import dev.strata.kernel.group.GroupEvent.GroupDeleted;
import dev.strata.kernel.node.NodeEvent;
import dev.strata.platform.erasure.PersonalRecord;
import dev.strata.query.projection.Target;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Takes the personal values of an erased account out of {@code audit_trail}; that something happened stays there. */
@Component
class AuditErasure {
    private static final List<Class<?>> PERSONAL_EVENTS = Stream.of(
                    NodeEvent.class,
                    AccountEvent.class,
                    AccountChange.class,
                    DeviceEvent.class,
                    GroupEvent.class,
                    CommentEvent.class)
            .<Class<?>>flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
            .filter(type -> !PersonalRecord.of(type).personalNames().isEmpty())
            .toList();

    private final JdbcTemplate jdbc;

    AuditErasure(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What was said in the space by others is under their keys. Leaves just what a replay would write, now that the keys are destroyed. */
    void erase(AccountErased event, Target target) {
        UUID account = event.accountId().value();
        erase(account, event.homeSpaceId().value(), target);
        jdbc.update(
                target.sql("UPDATE {schema}.audit_trail SET address = ? WHERE actor = ? AND address IS NOT NULL"),
                Personal.ERASED,
                account);
    }

    /** The same for what a group was called. */
    void erase(GroupDeleted event, Target target) {
        erase(event.groupId().value(), event.groupId().value(), target);
    }

    private void erase(UUID account, UUID space, Target target) {
        for (Class<?> type : PERSONAL_EVENTS) {
            jdbc.update(
                    target.sql("""
                    UPDATE {schema}.audit_trail SET detail = CAST((
                        SELECT '{' || string_agg(to_json(key) || ':' || CASE
                            WHEN key = ANY (?) AND json_typeof(value) = 'string' AND CAST(value AS text) <> '""'
                            THEN to_json(CAST(? AS text)) ELSE value END, ',') || '}' FROM json_each(detail)) AS json)
                     WHERE type = ? AND (account_id = ? OR (space_id = ? AND ?))"""),
                    PersonalRecord.of(type).personalNames().toArray(String[]::new),
                    Personal.ERASED,
                    type.getSimpleName(),
                    account,
                    space,
                    !CommentEvent.class.isAssignableFrom(type));
        }
    }
}
