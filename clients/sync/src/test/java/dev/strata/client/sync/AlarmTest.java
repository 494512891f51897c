package dev.strata.client.sync;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AlarmTest {
    @Test
    @Timeout(30)
    void whatNeverFallsSilentIsNotWaitedForEver() throws InterruptedException {
        Alarm alarm = new Alarm();
        AtomicBoolean over = new AtomicBoolean();
        Thread bell = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                alarm.ring();
                Thread.yield();
            }
        });
        alarm.settle(Duration.ofSeconds(5), Duration.ofMillis(50));
        over.set(true);
        bell.join();
    }
}
