package dev.strata.sync.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.device.DeviceEvent.DeviceRenamed;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.kafka.KafkaSettings;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.testing.Await;
import dev.strata.testing.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class KafkaTransportTest extends EventTransportContract {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static TestKafka kafka;
    private static SyncServer server;
    private static Home home;

    @BeforeAll
    static void start() {
        kafka = TestKafka.start(1);
        server = SyncServer.start(KafkaServer.arguments(kafka));
        home = server.newHome();
    }

    @AfterAll
    static void stop() {
        server.close();
        kafka.close();
    }

    @Override
    protected void commit(UUID stream) {
        DeviceId device = new DeviceId(stream);
        home.commit(() -> home.write("Device", stream, new DeviceRenamed(device, home.account, "a", "b")));
    }

    @Override
    protected RecordingReceiver receiver() {
        return server.bean(RecordingReceiver.class);
    }

    @Override
    protected void restartProcess() {
        server.restart(KafkaServer.arguments(kafka));
        home = server.newHome();
    }

    @Override
    protected JdbcClient sql() {
        return server.sql();
    }

    private List<ConsumerRecord<byte[], byte[]>> recordsOf(Object stream) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer =
                server.bean(KafkaSettings.class).consumer()) {
            List<TopicPartition> partitions = IntStream.range(0, 3)
                    .mapToObj(number -> new TopicPartition("strata.events", number))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Await.until(SOON, "a record of " + stream, () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (header(record, "stream").equals(stream.toString())) {
                        found.add(record);
                    }
                });
                return !found.isEmpty();
            });
        }
        return found;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    @Test
    void aRecordIsTheEventAsTheLogHoldsItUnderItsSpace() {
        NodeId folder = home.folder(home.root, "a name that nobody may read");
        server.settle();
        ConsumerRecord<byte[], byte[]> record = recordsOf(folder).getFirst();
        byte[] stored = server.sql()
                .sql("SELECT payload FROM log.event WHERE aggregate_identifier = ?")
                .param(folder.toString())
                .query(byte[].class)
                .single();
        assertThat(record.value()).isEqualTo(stored);
        assertThat(new String(record.value(), UTF_8)).doesNotContain("a name that nobody may read");
        assertThat(new String(record.headers().lastHeader("meta-data").value(), UTF_8))
                .doesNotContain("127.0.0.1");
        assertThat(record.key()).asString(UTF_8).isEqualTo(home.space.toString());
    }

    @Test
    void whatHasNoSpaceIsUnderItsStream() {
        UUID stream = UUID.randomUUID();
        commit(stream);
        assertThat(recordsOf(stream).getFirst().key()).asString(UTF_8).isEqualTo(stream.toString());
    }

    @Test
    void theFeedHasReadableNames() {
        NodeId folder = home.folder(home.root, "a name for its owner");
        server.settle();
        assertThat(server.sql()
                        .sql("SELECT name FROM sync.record WHERE node_id = ?")
                        .param(folder.value())
                        .query(String.class)
                        .single())
                .isEqualTo("a name for its owner");
    }
}
