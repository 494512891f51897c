package dev.strata.benchmarks.product;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What the product wrote for one event, so that the limit writes as many bytes. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EventSample(
        String type, String payloadType, @Nullable String payloadRevision, byte[] payload, byte[] metaData) {

    public static EventSample newest(DataSource pool, String event) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT type, payload_type, payload_revision, payload, meta_data
                          FROM log.event WHERE payload_type LIKE ? ORDER BY global_index DESC LIMIT 1""")) {
            select.setString(1, "%" + event);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("the product wrote no " + event);
                }
                return new EventSample(
                        row.getString(1), row.getString(2), row.getString(3), row.getBytes(4), row.getBytes(5));
            }
        }
    }
}
