package dev.strata.platform.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Kafka is, and what the topic is like that the relay makes if there is none.
 *
 * @param servers {@code host:port}, several with commas
 * @param replication how many brokers keep each partition; -1 for what the brokers say
 * @param retention how long an event stays in the topic; a reader that was away for longer needs all to be relayed again
 * @param patience how long a reader waits for an event when it has later ones, before it says that the event is missing
 * @param client more settings of Kafka's clients, such as {@code security.protocol}, and other times to wait than ours
 */
@ConfigurationProperties("strata.kafka")
public record KafkaSettings(
        @DefaultValue("") String servers,
        @DefaultValue("strata.events") String topic,
        @DefaultValue("8") int partitions,
        @DefaultValue("-1") short replication,
        @DefaultValue("7d") Duration retention,
        @DefaultValue("60s") Duration patience,
        @DefaultValue Map<String, String> client) {
    private static final int API_MILLIS = 10_000;
    private static final int REQUEST_MILLIS = 5_000;
    private static final int DELIVERY_MILLIS = 20_000;
    private static final int RECONNECT_MILLIS = 2_000;

    public KafkaSettings {
        if (servers.isBlank()) {
            throw new IllegalArgumentException("strata.kafka.servers must say where Kafka is, such as 127.0.0.1:9092");
        }
        if (partitions < 1 || replication == 0 || replication < -1 || !retention.isPositive()) {
            throw new IllegalArgumentException(
                    "strata.kafka needs a partition or more, a replication of 1 or more (-1: as the brokers say) and a retention");
        }
    }

    private Map<String, Object> common() {
        Map<String, Object> config = new HashMap<>();
        config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MILLIS);
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        config.putAll(client);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        return config;
    }

    Map<String, Object> admin() {
        Map<String, Object> config = common();
        config.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_MILLIS);
        return config;
    }

    /** One that neither loses what was acknowledged nor writes anything twice or out of order. */
    Producer<byte[], byte[]> producer() {
        Map<String, Object> config = common();
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, API_MILLIS);
        config.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** One that keeps no offsets in Kafka. What is gone it passes; that nothing is missing shows by the {@link Place}s. */
    public Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = common();
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_MILLIS);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
