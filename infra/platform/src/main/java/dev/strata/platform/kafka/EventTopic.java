package dev.strata.platform.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic that events are relayed to, as the brokers know it. */
public final class EventTopic implements AutoCloseable {
    private final KafkaSettings settings;
    private final Admin admin;

    private EventTopic(KafkaSettings settings) {
        this.settings = settings;
        this.admin = Admin.create(settings.admin());
    }

    public static EventTopic connect(KafkaSettings settings) {
        return new EventTopic(settings);
    }

    /**
     * What tells one topic from another that had the same name before.
     *
     * @param id never the same again
     */
    public record Facts(String id, int partitions) {}

    /** Empty if there is none. Fails if no broker answers. */
    public Optional<Facts> find() {
        try {
            TopicDescription found = await(admin.describeTopics(List.of(settings.topic()))
                    .topicNameValues()
                    .values()
                    .iterator()
                    .next());
            return Optional.of(
                    new Facts(found.topicId().toString(), found.partitions().size()));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    Facts findOrMake() {
        return find().orElseGet(this::make);
    }

    private Facts make() {
        NewTopic topic = new NewTopic(
                        settings.topic(),
                        Optional.of(settings.partitions()),
                        Optional.of(settings.replication()).filter(number -> number > 0))
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(settings.retention().toMillis())));
        CreateTopicsResult made = admin.createTopics(List.of(topic));
        try {
            return new Facts(
                    await(made.topicId(settings.topic())).toString(), await(made.numPartitions(settings.topic())));
        } catch (TopicExistsException e) {
            return find().orElseThrow(() -> e);
        }
    }

    /** What Kafka failed with, as it is. */
    private static <T> T await(Future<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
