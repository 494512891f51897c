package dev.strata.platform.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectKeysTest {
    private static final UUID SUBJECT = UUID.fromString("01990000-0000-7000-8000-000000000004");

    @TempDir
    private Path directory;

    private LogDatabase log;

    @BeforeEach
    void open() {
        log = new LogDatabase(directory);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void allProcessesHaveTheSameKey() {
        SecretKey key = log.process().forWriting(SUBJECT);
        assertThat(log.process().forWriting(SUBJECT)).isEqualTo(key);
        assertThat(log.process().forReading(SUBJECT)).isEqualTo(key);
    }

    @Test
    void ofManyThatMakeAKeyAtOnceOneDoes() throws Exception {
        int processes = 8;
        CyclicBarrier together = new CyclicBarrier(processes);
        try (ExecutorService threads = Executors.newFixedThreadPool(processes)) {
            List<Callable<SecretKey>> makers = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                SubjectKeys process = log.process();
                makers.add(() -> {
                    together.await();
                    return log.transaction().execute(_ -> process.forWriting(SUBJECT));
                });
            }
            List<SecretKey> made = new ArrayList<>();
            for (Future<SecretKey> maker : threads.invokeAll(makers)) {
                made.add(maker.get());
            }
            assertThat(made).hasSize(processes).containsOnly(log.process().forReading(SUBJECT));
        }
    }

    @Test
    void aKeyThatWasRolledBackIsUsedByNobody() {
        SubjectKeys process = log.process();
        SecretKey lost = log.transaction().execute(transaction -> {
            SecretKey key = process.forWriting(SUBJECT);
            assertThat(process.forReading(SUBJECT)).isEqualTo(key);
            transaction.setRollbackOnly();
            return key;
        });
        assertThat(log.rows(SUBJECT)).isZero();
        assertThat(process.forWriting(SUBJECT)).isNotEqualTo(lost);
    }

    @Test
    void aDestroyedKeyNeverComesBack() {
        SubjectKeys process = log.process();
        process.forWriting(SUBJECT);
        process.destroy(SUBJECT);
        process.destroy(SUBJECT);
        assertThat(process.forReading(SUBJECT)).isNull();
        assertThatExceptionOfType(SubjectErasedException.class).isThrownBy(() -> process.forWriting(SUBJECT));
        assertThatExceptionOfType(SubjectErasedException.class)
                .isThrownBy(() -> log.process().forWriting(SUBJECT));
        assertThat(log.rows(SUBJECT)).isOne();
    }

    @Test
    void aKeyThatNeverWasCanBeDestroyed() {
        log.process().destroy(SUBJECT);
        assertThatExceptionOfType(SubjectErasedException.class)
                .isThrownBy(() -> log.process().forWriting(SUBJECT));
    }

    @Test
    void aDestructionThatWasRolledBackIsNone() {
        SubjectKeys process = log.process();
        SecretKey key = process.forWriting(SUBJECT);
        log.transaction().executeWithoutResult(transaction -> {
            process.destroy(SUBJECT);
            assertThat(process.forReading(SUBJECT)).isNull();
            transaction.setRollbackOnly();
        });
        assertThat(process.forReading(SUBJECT)).isEqualTo(key);
    }

    @Test
    void anotherProcessNoticesOnceItIsToldToForget() {
        SubjectKeys reader = log.process();
        log.process().forWriting(SUBJECT);
        assertThat(reader.forReading(SUBJECT)).isNotNull();
        log.process().destroy(SUBJECT);
        reader.forget(SUBJECT);
        assertThat(reader.forReading(SUBJECT)).isNull();
    }

    @Test
    void theTableAloneOpensNothing(@TempDir Path elsewhere) throws Exception {
        SecretKey key = log.process().forWriting(SUBJECT);
        byte[] wrapped = log.jdbc()
                .sql("SELECT wrapped_key FROM log.subject_key")
                .query(byte[].class)
                .single();
        assertThat(HexFormat.of().formatHex(wrapped))
                .doesNotContain(HexFormat.of().formatHex(key.getEncoded()));
        Files.move(directory.resolve("personal.key"), elsewhere.resolve("personal.key"));
        SubjectKeys stranger = log.process();
        assertThatIllegalStateException()
                .isThrownBy(() -> stranger.forReading(SUBJECT))
                .withMessageContaining("personal.key");
    }
}
