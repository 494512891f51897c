package dev.strata.benchmarks.product;

import dev.strata.command.CommandSideConfiguration;
import dev.strata.platform.PlatformConfiguration;
import dev.strata.query.QuerySideConfiguration;
import dev.strata.storage.StorageGatewayConfiguration;
import dev.strata.sync.SyncProjectorConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The four sides in one process, as in standalone. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    PlatformConfiguration.class,
    CommandSideConfiguration.class,
    QuerySideConfiguration.class,
    StorageGatewayConfiguration.class,
    SyncProjectorConfiguration.class
})
public class OneProcess {}
