package dev.strata.command.purge;

import dev.strata.command.purge.Purges.Job;
import dev.strata.platform.axon.CommitSignal;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Works off the purges, one transaction after the other. Several processes share the work; after a kill it goes on. */
@Component
class PurgeWorker implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PurgeWorker.class);
    private static final int ROWS_PER_TRANSACTION = 1_000;
    private static final int LOOK_AGAIN_SECONDS = 10;

    /** One look for all the commits of this time: hardly any of them is a purge, and a look is a transaction. */
    private static final int COMMITS_TOGETHER_MILLIS = 100;

    private final Purges purges;
    private final CommitSignal commits;
    private final TransactionTemplate transaction;
    private final Semaphore work = new Semaphore(0);
    private volatile boolean running;
    private Runnable unlisten = () -> {};
    private Thread thread = new Thread(this::run, "purge");

    PurgeWorker(Purges purges, CommitSignal commits, PlatformTransactionManager transactions) {
        this.purges = purges;
        this.commits = commits;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void start() {
        running = true;
        unlisten = commits.listen(work::release);
        thread = Thread.ofPlatform().daemon().name("purge").start(this::run);
    }

    private void run() {
        while (running) {
            try {
                while (running && step()) {
                    work.drainPermits();
                }
                if (work.tryAcquire(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS)) {
                    TimeUnit.MILLISECONDS.sleep(COMMITS_TOGETHER_MILLIS);
                    work.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("a purge is interrupted and goes on in {} s", LOOK_AGAIN_SECONDS, e);
                pause();
            }
        }
    }

    /** Whether there was anything to do. */
    private boolean step() {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            Optional<Job> job = purges.next();
            job.ifPresent(this::advance);
            return job.isPresent();
        }));
    }

    private void advance(Job job) {
        if (job.total() == null) {
            purges.count(job);
        } else if (!purges.remove(job, ROWS_PER_TRANSACTION)) {
            purges.finish(job);
        }
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(LOOK_AGAIN_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        unlisten.run();
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
