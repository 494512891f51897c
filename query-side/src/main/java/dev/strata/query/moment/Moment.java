package dev.strata.query.moment;

import java.time.Instant;

/**
 * When a reader looks at the drive. Gives the relations to read from, so that a question is one query whether it is about
 * now or about the past: a row of the past holds from the position of one event up to that of another.
 */
public sealed interface Moment {
    /** Compared with the ends of grants and locks. */
    Instant instant();

    /** Where nodes are: identity and place. */
    String places();

    /** What nodes are: all columns of {@code query.node} but the positions. */
    String nodes();

    /** A condition on rows with {@code from_position} and {@code to_position}. */
    String holds(String alias);

    /** Tells cursors of one moment from those of another. */
    String name();

    record Now(Instant instant) implements Moment {
        @Override
        public String places() {
            return "query.node";
        }

        @Override
        public String nodes() {
            return "query.node";
        }

        @Override
        public String holds(String alias) {
            return alias + ".to_position = 9223372036854775807";
        }

        @Override
        public String name() {
            return "now";
        }
    }

    /** @param position the newest event that had happened */
    @SuppressWarnings("MissingSummary")
    record At(Instant instant, long position) implements Moment {
        private static final String PLACE = """
                node_id, space_id, number, kind, created_at, parent_id, name, name_key, name_sort, trashed, trashed_at,
                trashed_by""";
        private static final String STATE = """
                version, content_version, size, sha256, sha256_verified, media_type, modified_at, changed_at, changed_by,
                description, tags, lock_owner, lock_expires_at, held""";

        @Override
        public String places() {
            return """
                    (SELECT %1$s FROM query.node_place WHERE from_position <= %2$d AND to_position > %2$d)""".formatted(PLACE, position);
        }

        @Override
        public String nodes() {
            return """
                    (SELECT place.*, state.* FROM %1$s place CROSS JOIN LATERAL (
                        SELECT %2$s FROM query.node n WHERE n.node_id = place.node_id AND n.changed_since <= %3$d
                        UNION ALL
                        (SELECT %2$s FROM query.node_state_past p WHERE p.node_id = place.node_id AND p.to_position > %3$d
                         ORDER BY p.to_position LIMIT 1)
                        LIMIT 1) state)""".formatted(places(), STATE, position);
        }

        @Override
        public String holds(String alias) {
            return "%1$s.from_position <= %2$d AND %1$s.to_position > %2$d".formatted(alias, position);
        }

        @Override
        public String name() {
            return Long.toString(position);
        }
    }
}
