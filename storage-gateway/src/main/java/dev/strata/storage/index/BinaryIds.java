package dev.strata.storage.index;

import dev.strata.kernel.content.ChunkId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** Chunk ids as an array for one statement. */
final class BinaryIds {
    private BinaryIds() {}

    static Array of(Connection connection, Collection<ChunkId> ids) throws SQLException {
        return connection.createArrayOf(
                "bytea", ids.stream().map(ChunkId::digest).toArray(byte[][]::new));
    }
}
