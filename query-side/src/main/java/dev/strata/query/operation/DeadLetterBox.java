package dev.strata.query.operation;

import dev.strata.platform.web.ProblemException;
import dev.strata.query.page.Cursor;
import dev.strata.query.page.Page;
import dev.strata.query.page.PageRequest;
import dev.strata.query.projection.Columns;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Shows the dead letters of all projections, and has them tried again or thrown away. */
@Component
public class DeadLetterBox {
    private static final String LIST = "dead-letters";
    private static final int RETRIED_AT_ONCE = 1_000;

    private final JdbcClient jdbc;
    private final Projections projections;
    private final EventStorageEngine engine;
    private final TransactionTemplate transaction;

    DeadLetterBox(
            JdbcClient jdbc,
            Projections projections,
            EventStorageEngine engine,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.projections = projections;
        this.engine = engine;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** How many each projection has. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("SELECT projection, count(*) AS letters FROM query.dead_letter GROUP BY projection")
                .query((row, _) -> counts.put(row.getString("projection"), row.getLong("letters")))
                .list();
        return counts;
    }

    /** The oldest first. */
    public Page<DeadLetter> list(@Nullable String projection, PageRequest request) {
        Cursor after = request.after(LIST, 1);
        List<DeadLetter> rows = jdbc.sql("""
                        SELECT * FROM query.dead_letter
                         WHERE id > :after AND (CAST(:projection AS text) IS NULL OR projection = :projection)
                         ORDER BY id LIMIT :rows""")
                .param("after", after == null ? -1 : after.number(0))
                .param("projection", projection)
                .param("rows", request.rows())
                .query(DeadLetterBox::letter)
                .list();
        return Page.of(rows, request, last -> Cursor.of(LIST, last.id()));
    }

    public DeadLetter get(long id) {
        return jdbc.sql("SELECT * FROM query.dead_letter WHERE id = ?")
                .param(id)
                .query(DeadLetterBox::letter)
                .optional()
                .orElseThrow(() -> unknown(id));
    }

    /** The event as it lies in the log, readable or not. */
    public String payload(DeadLetter letter) {
        byte[] payload = jdbc.sql("SELECT payload FROM log.event WHERE global_index = ?")
                .param(letter.position())
                .query((row, _) -> row.getBytes("payload"))
                .single();
        return new String(payload, StandardCharsets.UTF_8);
    }

    /**
     * What came of a retry.
     *
     * @param taken how many of the stream's dead letters the projection has taken now
     * @param left how many it has still
     * @param cause why it could not take the first of those
     */
    public record Retried(int taken, int left, @Nullable String cause) {}

    /** Has the whole stream of a dead letter tried again, in its order. */
    public Retried retry(long id) {
        DeadLetter letter = get(id);
        int taken = 0;
        int more;
        do {
            more = retrySome(letter.projection(), letter.stream());
            taken += more;
        } while (more > 0);
        List<DeadLetter> left = of(letter.projection(), letter.stream());
        return new Retried(
                taken, left.size(), left.isEmpty() ? null : left.getFirst().cause());
    }

    private int retrySome(String projection, String stream) {
        Integer taken = transaction.execute(_ -> {
            List<DeadLetter> letters = of(projection, stream);
            if (letters.isEmpty()) {
                return 0;
            }
            List<DomainEventMessage<?>> events = engine.readEvents(
                            stream, letters.getFirst().sequenceNumber())
                    .asStream()
                    .limit(RETRIED_AT_ONCE)
                    .<DomainEventMessage<?>>map(event -> event)
                    .toList();
            return projections.get(projection).retry(stream, events);
        });
        return taken == null ? 0 : taken;
    }

    private List<DeadLetter> of(String projection, String stream) {
        return jdbc.sql("SELECT * FROM query.dead_letter WHERE projection = ? AND stream = ? ORDER BY sequence_number")
                .params(projection, stream)
                .query(DeadLetterBox::letter)
                .list();
    }

    /** The projection will never show what the event says; what waits behind it can then be tried again. */
    public void drop(long id) {
        if (jdbc.sql("DELETE FROM query.dead_letter WHERE id = ?").param(id).update() == 0) {
            throw unknown(id);
        }
    }

    private static ProblemException unknown(long id) {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "dead-letter-not-found",
                "There is no dead letter %d; it may have been retried or dropped.".formatted(id));
    }

    private static DeadLetter letter(ResultSet row, int index) throws SQLException {
        return new DeadLetter(
                row.getLong("id"),
                row.getString("projection"),
                row.getString("stream"),
                row.getLong("sequence_number"),
                row.getLong("position"),
                row.getString("type"),
                row.getString("cause"),
                Columns.instant(row, "parked_at"));
    }
}
