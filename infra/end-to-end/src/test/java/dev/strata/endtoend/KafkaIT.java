package dev.strata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Answer;
import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.Jar;
import dev.strata.endtoend.process.JavaProcess;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.endtoend.process.Workplace;
import dev.strata.testing.Await;
import dev.strata.testing.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events go through Kafka: the feed has them, and commands do without it. */
class KafkaIT {
    private static final Duration SOON = Duration.ofMinutes(2);

    private static List<String> options(TestKafka kafka) {
        return List.of(
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dstrata.events.transport=kafka",
                "-Dstrata.kafka.partitions=3",
                "-Dstrata.kafka.servers=" + kafka.servers());
    }

    private static void awaitInFeed(Person person, String name) {
        Await.until(SOON, "the feed has " + name, () -> {
            Answer feed = person.api().get("/v1/changes").is(200);
            return feed.json().toString().contains(name);
        });
    }

    @Test
    void theFeedFollowsThroughTheLossOfKafkaAndCommandsDoNotWait() {
        try (TestKafka kafka = TestKafka.start(1);
                StrataProcess strata = StrataProcess.start("kafka", options(kafka))) {
            Person person = Person.signUp(strata.url());
            person.upload("with-kafka.bin", Bytes.random(11, 1_000)).is(201);
            awaitInFeed(person, "with-kafka.bin");
            kafka.kill(1);
            person.folder(person.root(), "without-kafka");
            kafka.restart(1);
            awaitInFeed(person, "without-kafka");

            assertThat(restartRelay(strata, 0)).contains("relayed again");

            person.folder(person.root(), "relayed-again");
            awaitInFeed(person, "relayed-again");
        }
    }

    @Test
    void whereNothingGoesThroughKafkaNothingIsRelayedAgain() {
        assertThat(restartRelay(StrataProcess.shared(), 1)).contains("do not go through Kafka");
    }

    private static String restartRelay(StrataProcess strata, int exitCode) {
        JavaProcess command = JavaProcess.start(
                Jar.STANDALONE,
                Workplace.folder("operator"),
                List.of("-Xmx256m"),
                Map.of(),
                List.of(
                        "relay",
                        "restart",
                        "--url",
                        strata.url().toString(),
                        "--home",
                        strata.home().toString()));
        assertThat(command.awaitEnd(SOON)).as(command.output()).isEqualTo(exitCode);
        return command.output();
    }
}
