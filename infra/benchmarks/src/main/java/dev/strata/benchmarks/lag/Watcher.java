package dev.strata.benchmarks.lag;

import dev.strata.kernel.id.NodeId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Looks into the listing, again and again, until a node is there; on a connection that does nothing else. */
final class Watcher implements AutoCloseable {
    private static final long PAUSE_NANOS = 100_000;

    private final Connection connection;
    private final PreparedStatement select;
    private long looks;
    private long lookingNanos;

    Watcher(Connection connection) throws SQLException {
        this.connection = connection;
        this.select = connection.prepareStatement("SELECT 1 FROM query.node WHERE node_id = ?");
    }

    /** Returns as soon as the node is visible; fails after the patience. */
    void await(NodeId node, Duration patience) throws SQLException {
        long start = System.nanoTime();
        while (!sees(node)) {
            looks++;
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new IllegalStateException("a committed node is not visible after " + patience);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        looks++;
        lookingNanos += System.nanoTime() - start;
    }

    boolean sees(NodeId node) throws SQLException {
        select.setObject(1, node.value());
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    /** From one look to the next, on average: what is visible is noticed that much later at most. */
    double resolutionMillis() {
        return lookingNanos / 1e6 / Math.max(1, looks);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
