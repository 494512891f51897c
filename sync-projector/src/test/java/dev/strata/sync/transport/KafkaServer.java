package dev.strata.sync.transport;

import dev.strata.platform.kafka.EventRelay;
import dev.strata.testing.TestKafka;
import java.util.stream.Stream;

/** How the sync projector is started to read from Kafka, with the relay of the command side in the same process. */
final class KafkaServer {
    private KafkaServer() {}

    static String[] arguments(TestKafka kafka, String... more) {
        return Stream.concat(
                        Stream.of(
                                "--spring.main.sources=" + RecordingReceiver.class.getName() + ","
                                        + EventRelay.class.getName(),
                                "--strata.events.transport=kafka",
                                "--strata.kafka.servers=" + kafka.servers(),
                                "--strata.kafka.partitions=3"),
                        Stream.of(more))
                .toArray(String[]::new);
    }
}
