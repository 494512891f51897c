package dev.strata.storage.gc;

import dev.strata.kernel.content.ChunkId;
import dev.strata.kernel.content.LeafRule;
import dev.strata.kernel.content.ManifestEntry;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.kernel.id.Uuids;
import dev.strata.storage.chunk.TestStorage;
import dev.strata.storage.index.LostPacks;
import dev.strata.storage.index.PackMoves;
import dev.strata.storage.index.PackSwap;
import dev.strata.storage.job.Job;
import dev.strata.storage.job.JobRun;
import dev.strata.storage.job.WholeStorageLock;
import dev.strata.storage.key.DataKey;
import dev.strata.storage.manifest.ChunkCursor;
import dev.strata.storage.manifest.ManifestBuilder;
import dev.strata.storage.manifest.ManifestBuilder.Described;
import dev.strata.storage.manifest.ManifestStore;
import dev.strata.storage.manifest.OpenManifest;
import dev.strata.storage.pack.CodedChunk;
import dev.strata.storage.pack.InMemoryPackStore;
import dev.strata.storage.pack.PackStore;
import dev.strata.storage.pack.PackStores;
import dev.strata.storage.pack.SealedPack;
import dev.strata.storage.pack.StoredName;
import dev.strata.storage.reference.KnownLog;
import dev.strata.storage.reference.ManifestReferences;
import dev.strata.storage.reference.PlayedEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.unit.DataSize;

/** A storage with a collector, and files in it whose events are played. */
final class CollectedStorage implements AutoCloseable {
    /** Longer than pins and grace together. */
    static final Duration LONG = Duration.ofHours(60);

    static final CollectionSettings SETTINGS = new CollectionSettings(
            Duration.ofHours(24),
            Duration.ofHours(24),
            Duration.ofDays(3650),
            60,
            DataSize.ofMegabytes(1),
            Duration.ZERO);

    private static final Map<String, String> NOTHING_BY_ITSELF = Map.of(
            "strata.scrub.look-every", "PT9H",
            "strata.storage.gc.look-every", "PT9H",
            "strata.storage.job.look-every", "PT9H");

    final FragilePackStore packs;
    final PackStore old;
    final TestClock clock = new TestClock();
    final PlayedEvents events;
    private final TestStorage storage;
    private final String dedup;
    private volatile boolean logKnown = true;

    CollectedStorage(Path keys, String dedup) {
        this(keys, dedup, new InMemoryPackStore(), new InMemoryPackStore());
    }

    /**
     * With real stores.
     *
     * @param packs takes new ones; named {@code test}
     * @param old named so
     */
    CollectedStorage(Path keys, String dedup, PackStore packs, PackStore old) {
        this.packs = new FragilePackStore(packs);
        this.old = old;
        this.dedup = dedup;
        Map<String, Object> properties = new HashMap<>(NOTHING_BY_ITSELF);
        properties.put("strata.storage.dedup", dedup);
        properties.put("strata.scrub.rate", "1GB");
        this.storage = new TestStorage(this.packs, keys, properties, this::register);
        this.events = new PlayedEvents(storage.sql());
    }

    private void register(AnnotationConfigApplicationContext context) {
        context.registerBean("testClock", Clock.class, () -> clock, bean -> bean.setPrimary(true));
        PackStores stores = new PackStores(Map.of("test", packs, "old", old), "test");
        context.registerBean("twoStores", PackStores.class, () -> stores, bean -> bean.setPrimary(true));
        context.registerBean(CollectionSettings.class, () -> SETTINGS);
        context.registerBean(LeafRule.class, () -> new LeafRule(1, 2, 3));
        context.registerBean(KnownLog.class, () -> (_, _) -> logKnown);
        context.register(
                ManifestStore.class,
                ManifestReferences.class,
                PackSwap.class,
                Adoption.class,
                IndexGuard.class,
                SpaceSweep.class,
                ChunkSweep.class,
                PackSweep.class,
                PackRewriter.class,
                Compaction.class,
                Orphans.class,
                RetiredKeys.class,
                Collector.class,
                CollectionRecords.class,
                GarbageCollector.class);
        context.scan(
                "dev.strata.storage.job",
                "dev.strata.storage.scrub",
                "dev.strata.storage.rebuild",
                "dev.strata.storage.rotation",
                "dev.strata.storage.copy");
        context.register(LostPacks.class, PackMoves.class);
    }

    String dedup() {
        return dedup;
    }

    TestStorage storage() {
        return storage;
    }

    void logKnown(boolean now) {
        logKnown = now;
    }

    <T> T bean(Class<T> type) {
        return storage.bean(type);
    }

    /** Stores a content, as an upload does. */
    ManifestId upload(SpaceId space, List<byte[]> parts) throws IOException {
        ManifestBuilder manifest = bean(ManifestStore.class).describe("test");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            manifest.add(new ManifestEntry(storage.put(space, part).id(), part.length));
            whole.writeBytes(part);
        }
        Described described =
                manifest.finish(ChunkId.ofBytes(whole.toByteArray()).hex());
        storage.chunks().put(space, described.chunks());
        return ManifestStore.id(described.top());
    }

    /** A pack that is in the store, and in no index. */
    void leave(DataKey key, byte[] bytes) throws IOException {
        CodedChunk chunk = CodedChunk.of(ChunkId.ofBytes(bytes), bytes, 0, bytes.length);
        SealedPack pack = SealedPack.of(Uuids.next(), key, List.of(chunk));
        packs.put(StoredName.pack(pack.id()), pack.bytes(), 0, pack.length());
    }

    NodeId file(SpaceId space, ManifestId manifest) {
        NodeId node = NodeId.random();
        events.file(node, space, NodeId.random(), manifest, clock.instant());
        return node;
    }

    /** The content, read back and compared with what its manifest says. */
    boolean isWhole(ManifestId id) throws IOException {
        OpenManifest manifest = bean(ManifestStore.class).open(id);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        ChunkCursor cursor = manifest.chunks().cursor();
        for (ManifestEntry next = cursor.next(); next != null; next = cursor.next()) {
            whole.writeBytes(storage.reader().read(next.id()));
        }
        return ChunkId.ofBytes(whole.toByteArray()).hex().equals(manifest.head().sha256());
    }

    Tally collect() throws IOException, InterruptedException {
        return collect(false, () -> {});
    }

    /** On this thread, and with a lock as in production. */
    Tally collect(boolean dryRun, Runnable checkpoint) throws IOException, InterruptedException {
        Tally tally = new Tally();
        try (WholeStorageLock lock =
                WholeStorageLock.take(bean(DataSource.class)).orElseThrow()) {
            bean(Collector.class).run(dryRun, lock.jdbc(), tally, checkpoint);
        }
        return tally;
    }

    /** The same for a job. */
    JobRun run(Class<? extends Job> job, Map<String, String> options, Runnable checkpoint)
            throws IOException, InterruptedException {
        try (WholeStorageLock lock =
                WholeStorageLock.take(bean(DataSource.class)).orElseThrow()) {
            JobRun run = new JobRun(options, lock.jdbc(), _ -> checkpoint.run());
            bean(job).run(run);
            return run;
        }
    }

    @Override
    public void close() {
        storage.close();
    }
}
