package dev.strata.query.operation;

import dev.strata.platform.axon.ProjectionProgress;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What a replay works with. */
@Component
record ReplayTools(
        DataSource dataSource,
        JdbcTemplate jdbc,
        JsonMapper json,
        EventStorageEngine engine,
        PlatformTransactionManager transactions,
        ProjectionProgress progress,
        ReplayRecords records) {
    TransactionTemplate transaction() {
        return new TransactionTemplate(transactions);
    }

    /** Transactions that take no part in one that is open. */
    TransactionManager alone() {
        return new SpringTransactionManager(
                transactions, new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
    }

    long eventsUpTo(long index) {
        Long count = jdbc.queryForObject("SELECT count(*) FROM log.event WHERE global_index <= ?", Long.class, index);
        return count == null ? 0 : count;
    }

    /** SQLState 55P03 is PostgreSQL's "lock not available". */
    static boolean isLockTimeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && "55P03".equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
