package dev.strata.sync.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.kernel.device.DeviceEvent.DeviceRenamed;
import dev.strata.kernel.id.DeviceId;
import dev.strata.platform.axon.ProjectionStatus;
import dev.strata.platform.axon.ProjectionStatuses;
import dev.strata.platform.kafka.EventRelay;
import dev.strata.sync.Home;
import dev.strata.sync.SyncServer;
import dev.strata.testing.Await;
import dev.strata.testing.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** Whatever becomes of brokers, topics and processes: each event is received once, the events of a stream in their order. */
class KafkaFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(90);

    private static TestKafka kafka;

    private final String topic = "events-" + UUID.randomUUID();
    /** That a broker is gone is noticed sooner than usual. */
    private final String[] arguments = KafkaServer.arguments(
            kafka,
            "--strata.kafka.topic=" + topic,
            "--strata.kafka.replication=2",
            "--strata.kafka.patience=3s",
            "--strata.kafka.client.reconnect.backoff.max.ms=200",
            "--strata.kafka.client.request.timeout.ms=2000",
            "--strata.kafka.client.default.api.timeout.ms=4000",
            "--strata.kafka.client.max.block.ms=4000",
            "--strata.kafka.client.delivery.timeout.ms=6000");

    private SyncServer server = SyncServer.start(arguments);
    private UUID stream = UUID.randomUUID();
    private Home home = server.newHome();

    @BeforeAll
    static void startBrokers() {
        kafka = TestKafka.start(2);
    }

    @AfterAll
    static void stopBrokers() {
        kafka.close();
    }

    @BeforeEach
    void firstEvents() {
        commit(5);
        awaitVersions(5);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Each to a partition of its own choice, but that the stream keeps its own. */
    private void commit(int count) {
        for (int i = 0; i < count; i++) {
            commit(stream);
            commit(UUID.randomUUID());
        }
    }

    private void commit(UUID to) {
        home.commit(() -> home.write("Device", to, new DeviceRenamed(new DeviceId(to), home.account, "a", "b")));
    }

    private List<Long> versions() {
        return RecordingReceiver.received(server.sql(), stream).stream()
                .map(RecordingReceiver.Received::version)
                .toList();
    }

    /** Nothing comes twice: the versions are compared once the feed has read all of the log. */
    private void awaitVersions(int count) {
        Await.until(SOON, "%d events".formatted(count), () -> versions().size() >= count);
        server.settle();
        assertThat(versions())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, count).boxed().toList());
        assertThat(server.sql()
                        .sql("SELECT count(*) FROM (SELECT FROM received GROUP BY id HAVING count(*) > 1) twice")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void awaitReadiness(int status) {
        Await.until(
                SOON,
                "readiness answers " + status,
                () -> server.get(home.account, "/actuator/health/readiness").status() == status);
    }

    private void awaitRelayed() {
        Await.until(
                SOON,
                "all is relayed",
                () -> server.sql()
                        .sql("SELECT read_to = (SELECT max(global_index) FROM log.event) FROM log.relay")
                        .query(Boolean.class)
                        .single());
    }

    private void awaitRelayDown() {
        awaitRelay(server, Status.DOWN);
    }

    private static void awaitRelay(SyncServer server, Status status) {
        Await.until(
                SOON,
                "the relay is " + status,
                () -> server.bean(EventRelay.class).health().getStatus().equals(status));
    }

    /** The brokers that lead a partition of the topic. */
    private Set<Integer> leaders() {
        try (Admin admin = admin()) {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                    .map(partition -> partition.leader().id())
                    .collect(Collectors.toSet());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka.servers()));
    }

    private StreamingEventProcessor processor() {
        return server.bean(EventProcessingConfiguration.class)
                .eventProcessor("change-feed", StreamingEventProcessor.class)
                .orElseThrow();
    }

    /** First the partitions that the second broker led move to the first; then there is no broker at all. */
    @Test
    void brokersAreKilledAndComeBack() {
        Await.until(SOON, "both lead", () -> leaders().equals(Set.of(1, 2)));
        kafka.kill(2);
        commit(20);
        awaitVersions(25);
        assertThat(leaders()).containsOnly(1);
        kafka.kill(1);
        commit(20);
        awaitReadiness(503);
        awaitRelayDown();
        kafka.restart(1, 2);
        awaitVersions(45);
        awaitReadiness(200);
    }

    /** One of them relays again; the other does not get to. */
    @Test
    void noProcessSaysThatTheRelayFailsOnceOneOfThemRelaysAgain() {
        SyncServer other = server.another(arguments);
        kafka.kill(1);
        kafka.kill(2);
        commit(5);
        awaitRelay(server, Status.DOWN);
        awaitRelay(other, Status.DOWN);
        kafka.restart(1, 2);
        awaitRelay(server, Status.UP);
        awaitRelay(other, Status.UP);
        awaitVersions(10);
        other.stop();
    }

    @Test
    void aBrokerThatStallsDelaysAndLosesNothing() {
        kafka.freeze(1);
        commit(20);
        awaitRelayDown();
        assertThat(versions()).hasSizeLessThan(25);
        kafka.thaw(1);
        awaitVersions(25);
    }

    @Test
    void anotherProcessRelaysWhenOneIsGone() {
        SyncServer other = server.another(arguments);
        commit(5);
        awaitVersions(10);
        long before = runs();
        server.bean(EventRelay.class).stop();
        commit(20);
        awaitVersions(30);
        assertThat(runs()).isGreaterThan(before);
        other.stop();
    }

    @Test
    void theReaderMovesToAnotherProcessAndBack() {
        SyncServer other = server.another(arguments);
        commit(20);
        processor().shutDown();
        commit(20);
        awaitVersions(45);
        processor().start();
        other.stop();
        commit(5);
        awaitVersions(50);
    }

    /** As when a process dies between the acknowledgement of the brokers and the commit of the position. */
    @Test
    void whatIsSentTwiceIsReceivedOnce() {
        awaitRelayed();
        server.sql().sql("CREATE TABLE before AS SELECT * FROM log.relay").update();
        commit(20);
        awaitVersions(25);
        server.sql().sql("DELETE FROM log.relay").update();
        server.sql().sql("INSERT INTO log.relay SELECT * FROM before").update();
        long again = runs();
        Await.until(SOON, "another run", () -> runs() > again);
        commit(5);
        awaitVersions(30);
    }

    private long runs() {
        return server.sql()
                .sql("SELECT generation FROM log.relay_run")
                .query(Long.class)
                .single();
    }

    @Test
    void theWholeLogAgainChangesNothing() {
        server.bean(EventRelay.class).restart();
        commit(5);
        awaitVersions(10);
        awaitRelayed();
    }

    /** It takes its position first and commits last, when what is behind it has been relayed long since. */
    @Test
    void whatIsCommittedLateIsDelivered() throws InterruptedException {
        UUID late = UUID.randomUUID();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1);
        Thread slow = Thread.ofPlatform()
                .start(() -> server.bean(TransactionManager.class).executeInTransaction(() -> {
                    home.write("Device", late, new DeviceRenamed(new DeviceId(late), home.account, "a", "b"));
                    written.countDown();
                    await(others);
                }));
        written.await();
        commit(5);
        Await.until(SOON, "the others", () -> versions().size() == 10);
        others.countDown();
        slow.join();
        Await.until(
                SOON,
                "the late event",
                () -> !RecordingReceiver.received(server.sql(), late).isEmpty());
        awaitVersions(10);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theTransportCanBeChangedAndChangedBack() {
        server.restart("--spring.main.sources=" + RecordingReceiver.class.getName());
        home = server.newHome();
        commit(5);
        awaitVersions(10);
        server.restart(arguments);
        home = server.newHome();
        commit(5);
        awaitVersions(15);
    }

    @Test
    void aTopicThatIsLostIsFilledAgainFromTheLog() throws Exception {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
        commit(20);
        awaitVersions(25);
        awaitReadiness(200);
    }

    /** Such as one that was restored from an older backup; here to before its first event. */
    @Test
    void aTopicThatHoldsWhatTheLogLacksIsNeitherReadNorWrittenTo() throws Exception {
        awaitRelayed();
        server.close();
        server = SyncServer.start(arguments);
        home = server.newHome();
        stream = UUID.randomUUID();
        commit(5);
        awaitThatTheTopicIsRefused();
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
        awaitVersions(5);
        awaitReadiness(200);
    }

    private void awaitThatTheTopicIsRefused() {
        awaitReadiness(503);
        awaitRelayDown();
        assertThat(server.bean(EventRelay.class).health().getDetails().get("failing"))
                .asString()
                .contains("Delete the topic");
        assertThat(server.bean(ProjectionStatuses.class).all())
                .extracting(ProjectionStatus::error)
                .anySatisfy(error -> assertThat(error).contains("Delete the topic"));
    }

    /** What is newest in the topic then is old, and the log holds it. */
    @Test
    void aTopicToWhichAllWasBeingRelayedAgainWhenTheLogWasLostIsRefusedToo() {
        awaitRelayed();
        long known = runs();
        server.bean(EventRelay.class).restart();
        Await.until(SOON, "another run", () -> runs() > known);
        awaitRelayed();
        server.sql().sql("UPDATE log.relay_run SET generation = ?").param(known).update();
        server.restart(arguments);
        awaitThatTheTopicIsRefused();
        assertThat(runs()).isEqualTo(known);
    }

    /** Nothing is passed over: the reader waits and says so, until an operator has the log relayed again. */
    @Test
    void recordsThatAreLostAreMissed() throws Exception {
        loseRecords();
        server.bean(EventRelay.class).restart();
        awaitVersions(15);
        awaitReadiness(200);
    }

    /** As what is on a broker that was away for longer than the reader waits. */
    @Test
    void whatWasMissedAndComesAfterAllIsReceived() throws Exception {
        List<ProducerRecord<byte[], byte[]>> lost = loseRecords();
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.servers()), new ByteArraySerializer(), new ByteArraySerializer())) {
            lost.forEach(producer::send);
        }
        awaitVersions(15);
        awaitReadiness(200);
    }

    /** Returns when the reader says that it misses some. */
    private List<ProducerRecord<byte[], byte[]>> loseRecords() throws Exception {
        processor().shutDown();
        commit(5);
        awaitRelayed();
        List<ProducerRecord<byte[], byte[]>> lost = records();
        try (Admin admin = admin()) {
            Map<TopicPartition, RecordsToDelete> all = partitions().stream()
                    .collect(Collectors.toMap(Function.identity(), _ -> RecordsToDelete.beforeOffset(-1)));
            admin.deleteRecords(all).all().get();
        }
        commit(5);
        awaitRelayed();
        processor().start();
        awaitReadiness(503);
        assertThat(versions()).hasSize(5);
        return lost;
    }

    private List<TopicPartition> partitions() {
        return IntStream.range(0, 3)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
    }

    /** All that are in the topic, to be sent once more. */
    private List<ProducerRecord<byte[], byte[]>> records() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.servers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions());
            consumer.seekToBeginning(partitions());
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofSeconds(1))
                        .forEach(record -> records.add(new ProducerRecord<>(
                                topic, record.partition(), record.key(), record.value(), record.headers())));
            }
        }
        return records;
    }
}
