package dev.strata.benchmarks.feed;

import dev.strata.benchmarks.harness.Bar;
import dev.strata.benchmarks.harness.Comparison;
import dev.strata.benchmarks.harness.Figure;
import dev.strata.benchmarks.harness.Report;
import dev.strata.benchmarks.harness.Rounds;
import dev.strata.benchmarks.harness.Series;
import dev.strata.benchmarks.harness.Settings;
import dev.strata.benchmarks.product.Application;
import dev.strata.benchmarks.product.Database;
import dev.strata.benchmarks.product.JavaProcess;
import dev.strata.benchmarks.product.OneProcess;
import dev.strata.benchmarks.product.Stand;
import dev.strata.benchmarks.product.User;
import dev.strata.client.Changes;
import dev.strata.client.Node;
import dev.strata.client.StrataClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** How soon a change on one device is on another, alone and among thousands; a snapshot beside the same rows by SQL. */
public final class FeedBenchmark {
    private static final int FILE_BYTES = 4096;
    private static final int WARM_UP = 50;
    private static final String MILLIS = "ms";
    private static final Map<Integer, Bar> CROWDS = Map.of(1, Bar.of(3, 1.5), 1_000, Bar.NONE, 10_000, Bar.of(10, 3));

    private FeedBenchmark() {}

    public static void run(Settings settings, Stand stand, Report report) throws Exception {
        push(settings, stand, report);
        snapshot(settings, stand, report);
    }

    private static void push(Settings settings, Stand stand, Report report) throws Exception {
        report.note(
                "standalone in a process of its own (-Xmx512m, embedded durable PostgreSQL), devices over WebSocket");
        report.note("a new version of a file of 4 KiB: from the upload until another device has its bytes,"
                + " in times of that upload and one download");
        JavaProcess standalone = stand.start(() -> JavaProcess.standalone(
                stand.folder(),
                Map.of(
                        "STRATA_SYNC_CONNECTIONSPERACCOUNT", "20000",
                        "STRATA_LIMITS_RATE_ADDRESS", "off",
                        "STRATA_LIMITS_RATE_READS", "off",
                        "STRATA_LIMITS_RATE_CHANGES", "off",
                        "STRATA_LIMITS_RATE_BYTES", "off")));
        User user = User.signUp(standalone.url(), "writer");
        Path file = stand.folder().resolve("changed");
        try (Crowd crowd = new Crowd(User.signUp(standalone.url(), "crowd"));
                Device device = new Device(user)) {
            take(WARM_UP, user.client(), device, file, new ArrayList<>());
            for (int devices : CROWDS.keySet().stream().sorted().toList()) {
                crowd.growTo(devices - 1);
                List<Double> ratios = new ArrayList<>();
                List<Double> millis = take(settings.samples(), user.client(), device, file, ratios);
                Series times = new Series("change to bytes", MILLIS, millis);
                String who = "%,d devices".formatted(devices);
                report.add(new Figure(
                        who + ": change to bytes, in uploads and downloads",
                        new Series("ratio", "x", ratios),
                        Objects.requireNonNull(CROWDS.get(devices))));
                report.add(new Figure(who + ": change to bytes", times, Bar.NONE));
                report.add(new Figure(
                        who + ": one upload and one download",
                        new Series("upload and download", MILLIS, quotients(millis, ratios)),
                        Bar.NONE));
                report.note("99th percentile %.0f ms; connections lost %d; the process holds %d MiB"
                        .formatted(times.quantile(0.99), crowd.lost(), standalone.residentBytes() >> 20));
            }
        }
        standalone.close();
    }

    private static List<Double> quotients(List<Double> times, List<Double> ratios) {
        List<Double> quotients = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            quotients.add(times.get(i) / ratios.get(i));
        }
        return quotients;
    }

    /** The times until the bytes are there; in {@code ratios}, how many uploads and downloads each of them is. */
    private static List<Double> take(int samples, StrataClient writer, Device device, Path file, List<Double> ratios)
            throws Exception {
        Random random = new Random(samples);
        byte[] content = new byte[FILE_BYTES];
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            random.nextBytes(content);
            Files.write(file, content);
            long begin = System.nanoTime();
            Node changed = writer.upload(file, "/changed", (_, _) -> {});
            long uploaded = System.nanoTime();
            byte[] got = device.await(changed.id(), changed.version(), "/changed");
            long there = System.nanoTime();
            byte[] again = device.fetch("/changed");
            long fetched = System.nanoTime();
            if (!Arrays.equals(got, content) || !Arrays.equals(again, content)) {
                throw new IllegalStateException("the device has other bytes");
            }
            all.add((there - begin) / 1e6);
            ratios.add((there - begin) / (double) (uploaded - begin + fetched - there));
        }
        return all;
    }

    private static void snapshot(Settings settings, Stand stand, Report report) throws Exception {
        Database database = Database.start(settings, stand);
        Application all = stand.start(() -> Application.start(OneProcess.class, database, stand.folder(), true));
        User user = User.signUp(all.url(), "reader");
        StrataClient client = user.client();
        Changes first = client.changes(null, 60);
        String space = first.records().getFirst().spaceId();
        Connection connection = stand.start(database::connect);
        connection.createStatement().execute("""
                INSERT INTO sync.record (space_id, node_id, seq, other_seq, content_seq, type, version, parent_id, name,
                    kind, content_version, size, sha256, media_type, modified_at, op, by_account, changed_at)
                SELECT '%1$s', gen_random_uuid(), 1000 + n, 1000 + n, 1000 + n, 'node', 1, '%2$s', 'file ' || n, 'file', 1,
                    4096, repeat('ab', 32), 'text/plain', now(), 'created', '%3$s', now()
                  FROM generate_series(1, %4$d) n""".formatted(
                        space, user.rootFolder(), user.account(), settings.events()));
        connection
                .createStatement()
                .execute("UPDATE sync.space SET head = %d WHERE space_id = '%s'"
                        .formatted(1000 + settings.events(), space));
        connection.createStatement().execute("VACUUM (ANALYZE) sync.record");
        connection.setAutoCommit(false);
        report.note("%,d nodes; limit: the same rows, every column, by one keyset query for each 1,000"
                .formatted(settings.events()));
        Map<String, Series> rates = new Rounds("nodes/s")
                .with("sql", () -> bySql(connection, space))
                .with("snapshot", () -> bySnapshot(client))
                .run(Math.min(3, settings.rounds()));
        report.add(new Comparison(
                "snapshot : the same rows by SQL",
                Objects.requireNonNull(rates.get("sql")),
                Objects.requireNonNull(rates.get("snapshot")),
                Bar.NONE));
    }

    private static double bySql(Connection connection, String space) throws Exception {
        long begin = System.nanoTime();
        long rows = 0;
        String last = "00000000-0000-0000-0000-000000000000";
        try (PreparedStatement page = connection.prepareStatement("SELECT * FROM sync.record"
                + " WHERE space_id = '%s' AND node_id > CAST(? AS uuid) ORDER BY node_id LIMIT 1000"
                        .formatted(space))) {
            for (int found = 1000; found == 1000; rows += found) {
                page.setString(1, last);
                found = 0;
                try (ResultSet row = page.executeQuery()) {
                    int columns = row.getMetaData().getColumnCount();
                    while (row.next()) {
                        for (int column = 1; column <= columns; column++) {
                            row.getObject(column);
                        }
                        last = row.getString("node_id");
                        found++;
                    }
                }
            }
        }
        return rows * 1e9 / (System.nanoTime() - begin);
    }

    private static double bySnapshot(StrataClient client) throws Exception {
        long begin = System.nanoTime();
        long rows = 0;
        Changes page = client.changes(null, 0);
        rows += page.records().size();
        while (page.hasMore()) {
            page = client.changes(page.to(), 0);
            rows += page.records().size();
        }
        return rows * 1e9 / (System.nanoTime() - begin);
    }
}
