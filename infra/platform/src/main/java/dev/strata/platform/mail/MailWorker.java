package dev.strata.platform.mail;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sends what is in the outbox, one after the other. Several processes may do so: each mail is taken by one of them. */
@Component
class MailWorker implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MailWorker.class);
    private static final int LOOK_EVERY_MILLIS = 1_000;
    private static final int STOP_MILLIS = 2_000;

    private final MailOutbox outbox;
    private final MailRoute route;
    private final Semaphore stop = new Semaphore(0);
    private volatile @Nullable Thread thread;

    MailWorker(MailOutbox outbox, MailRoute route) {
        this.outbox = outbox;
        this.route = route;
    }

    @Override
    public void start() {
        if (route.exists()) {
            stop.drainPermits();
            thread = Thread.ofPlatform().daemon().name("mail").start(this::work);
        }
    }

    private void work() {
        try {
            while (!stop.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                sendAll();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendAll() {
        try {
            while (stop.availablePermits() == 0) {
                Optional<MailOutbox.Due> due = outbox.take();
                if (due.isEmpty()) {
                    return;
                }
                send(due.get());
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "cannot look for mail to send, trying again: {}",
                    e.getClass().getName());
        }
    }

    /** The reason is not logged in full: servers repeat addresses. */
    private void send(MailOutbox.Due due) {
        try {
            Optional<Mail> mail = outbox.open(due);
            if (mail.isPresent()) {
                route.send(mail.get(), due.id(), due.account(), due.writtenAt());
            }
            outbox.remove(due);
        } catch (Exception e) {
            LOG.warn(
                    "mail {} was not sent, trying again later: {}",
                    due.id(),
                    e.getClass().getName());
        }
    }

    @Override
    public void stop() {
        Thread working = thread;
        thread = null;
        stop.release();
        if (working != null) {
            try {
                working.join(STOP_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
