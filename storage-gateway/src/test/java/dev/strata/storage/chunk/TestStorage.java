package dev.strata.storage.chunk;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.database.SchemaMigration;
import dev.strata.platform.database.SchemaMigrations;
import dev.strata.platform.signing.SigningKeys;
import dev.strata.storage.index.ChunkIndex;
import dev.strata.storage.index.SpaceChunks;
import dev.strata.storage.key.DataKeys;
import dev.strata.storage.key.DedupDomains;
import dev.strata.storage.key.KeyRotation;
import dev.strata.storage.key.MasterKeys;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.PackStores;
import dev.strata.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Chunks in packs over a real database and any store, without the rest of the gateway. */
public final class TestStorage implements AutoCloseable {
    private final TestDatabase database;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    /** @param properties as {@code strata.storage.dedup} */
    public TestStorage(PackStore packs, Path keys, Map<String, Object> properties) {
        this(packs, keys, properties, _ -> {});
    }

    /** @param more registers what the test needs besides */
    @SuppressWarnings("MissingSummary")
    public TestStorage(
            PackStore packs,
            Path keys,
            Map<String, Object> properties,
            Consumer<AnnotationConfigApplicationContext> more) {
        this(TestDatabase.fresh(), packs, keys, properties, more);
    }

    private TestStorage(
            TestDatabase database,
            PackStore packs,
            Path keys,
            Map<String, Object> properties,
            Consumer<AnnotationConfigApplicationContext> more) {
        this.database = database;
        new SchemaMigrations(database.dataSource(), List.of(new SchemaMigration("storage")));
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
        context.getEnvironment()
                .getPropertySources()
                .addLast(new MapPropertySource("defaults", Map.of("strata.download.cache", "0B")));
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        context.registerBean(HikariDataSource.class, this::pool);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(SimpleMeterRegistry.class);
        context.registerBean(SigningKeys.class, () -> new SigningKeys(keys, true));
        context.registerBean(PackStores.class, () -> new PackStores(Map.of("test", packs), "test"));
        context.registerBean(JdbcTemplate.class, () -> new JdbcTemplate(context.getBean(DataSource.class)));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(context.getBean(JdbcTemplate.class)));
        context.registerBean(
                JdbcTransactionManager.class, () -> new JdbcTransactionManager(context.getBean(DataSource.class)));
        context.register(
                org.springframework.context.support.PropertySourcesPlaceholderConfigurer.class,
                MasterKeys.class,
                DataKeys.class,
                KeyRotation.class,
                DedupDomains.class,
                SpaceChunks.class,
                ChunkIndex.class,
                PackWriter.class,
                GroupCommit.class,
                ChunkStore.class,
                ChunkCache.class,
                ChunkReader.class);
        more.accept(context);
        context.refresh();
    }

    /** The same database after a restart with another configuration; this one is not to be used any more. */
    public TestStorage restart(PackStore packs, Path keys, Map<String, Object> properties) {
        return restart(packs, keys, properties, _ -> {});
    }

    /** @param more registers what the test needs besides */
    @SuppressWarnings("MissingSummary")
    public TestStorage restart(
            PackStore packs,
            Path keys,
            Map<String, Object> properties,
            Consumer<AnnotationConfigApplicationContext> more) {
        context.close();
        return new TestStorage(database, packs, keys, properties, more);
    }

    public KeyRotation rotation() {
        return context.getBean(KeyRotation.class);
    }

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ChunkStore chunks() {
        return context.getBean(ChunkStore.class);
    }

    public ChunkReader reader() {
        return context.getBean(ChunkReader.class);
    }

    public SpaceChunks spaces() {
        return context.getBean(SpaceChunks.class);
    }

    public ChunkIndex index() {
        return context.getBean(ChunkIndex.class);
    }

    public DataKeys keys() {
        return context.getBean(DataKeys.class);
    }

    public JdbcClient sql() {
        return context.getBean(JdbcClient.class);
    }

    /** Stores one chunk. */
    public Chunk put(SpaceId space, byte[] bytes) throws java.io.IOException {
        Chunk chunk = Chunk.of(bytes, 0, bytes.length);
        chunks().put(space, List.of(chunk));
        return chunk;
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
