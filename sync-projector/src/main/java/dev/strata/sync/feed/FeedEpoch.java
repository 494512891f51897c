package dev.strata.sync.feed;

import dev.strata.platform.database.SchemaMigrations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Begins another life of the feed before anybody reads it, when the operator says that the data are older than what
 * devices know: positions will be given again to other changes, so that cursors of before mean nothing any more.
 */
@Component
class FeedEpoch {
    private static final Logger LOG = LoggerFactory.getLogger(FeedEpoch.class);

    FeedEpoch(JdbcClient jdbc, SchemaMigrations migrated, @Value("${strata.sync.restored:false}") boolean restored) {
        if (restored) {
            jdbc.sql("UPDATE sync.feed SET epoch = gen_random_uuid()").update();
            LOG.info("restored from a backup: the feed begins anew, devices read all of it and keep what it lacks");
        }
    }
}
