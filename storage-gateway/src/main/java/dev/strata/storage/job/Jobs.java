package dev.strata.storage.job;

import dev.strata.kernel.id.Uuids;
import dev.strata.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Starts jobs, one at a time over all processes, tells how far they are, and goes on with those that were cut short. */
@Component
public class Jobs implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int SHOWN = 20;

    /** What kept a job from its work may be over then. */
    private static final Duration FAILED_FOR = Duration.ofHours(1);

    private static final long STOP_MILLIS = 10_000;

    private final Map<String, Job> jobs;
    private final JobRecords records;
    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    Jobs(ObjectProvider<Job> jobs, JobRecords records, DataSource dataSource, JdbcClient jdbc, Clock clock) {
        this.jobs = jobs.stream().collect(Collectors.toUnmodifiableMap(Job::kind, Function.identity()));
        this.records = records;
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The newest first, and whether there may be one. */
    public record Overview(boolean paused, List<JobReport> items) {}

    /** Begins one now. */
    public JobReport start(String kind, Map<String, String> wanted) {
        Job job = job(kind);
        if (records.isPaused(kind)) {
            throw new ProblemException(HttpStatus.CONFLICT, "job-paused", "This work is paused; resume it first.");
        }
        return tryStart(job, job.accept(wanted))
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.CONFLICT,
                        "storage-busy",
                        "Other work on the whole storage is running, a collection perhaps; begin when it has ended."));
    }

    private Job job(String kind) {
        Job job = jobs.get(kind);
        if (job == null) {
            throw new IllegalArgumentException("no kind of job: " + kind);
        }
        return job;
    }

    private Optional<JobReport> tryStart(Job job, Map<String, String> options) {
        Optional<WholeStorageLock> free = WholeStorageLock.takeSoon(dataSource, jdbc);
        if (free.isEmpty()) {
            return Optional.empty();
        }
        WholeStorageLock lock = free.get();
        UUID id = Uuids.next();
        try {
            records.begin(id, job.kind(), options);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        Thread thread = Thread.ofPlatform().name("storage-job").daemon().unstarted(() -> run(id, job, options, lock));
        threads.add(thread);
        thread.start();
        return Optional.of(records.get(id));
    }

    private void run(UUID id, Job job, Map<String, String> options, WholeStorageLock lock) {
        try (lock) {
            work(id, job, new JobRun(options, lock.jdbc(), run -> checkpoint(id, job.kind(), run, lock)));
        } catch (RuntimeException e) {
            LOG.error("the {} {} could not say how it ended", job.kind(), id, e);
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    private void work(UUID id, Job job, JobRun run) {
        JobState state;
        try {
            job.run(run);
            state = JobState.DONE;
        } catch (JobEnded e) {
            run.note(String.valueOf(e.getMessage()));
            state = e.state();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            state = JobState.INTERRUPTED;
        } catch (Exception e) {
            LOG.error("the {} {} failed; what it has done stays done", job.kind(), id, e);
            run.note("It failed, the log says more: " + e);
            state = JobState.FAILED;
        }
        records.update(id, state, run);
        LOG.info("{} {} {} after {}: {}", job.kind(), id, state.text(), run.phase(), run.figures());
    }

    private void checkpoint(UUID id, String kind, JobRun run, WholeStorageLock lock) {
        records.update(id, JobState.RUNNING, run);
        if (!running) {
            throw new JobEnded(JobState.INTERRUPTED, "Strata was stopped.");
        }
        if (records.isPaused(kind)) {
            throw new JobEnded(JobState.PAUSED, "It was paused; it goes on when it is resumed.");
        }
        if (!lock.isHeld()) {
            throw new JobEnded(JobState.INTERRUPTED, "The connection to the database was lost.");
        }
    }

    /** The running one and the last ones. */
    public Overview overview(String kind) {
        boolean taken = WholeStorageLock.isTaken(jdbc);
        return new Overview(
                records.isPaused(kind),
                records.last(kind, SHOWN).stream()
                        .map(one -> one.state() == JobState.RUNNING && !taken ? one.interrupted() : one)
                        .toList());
    }

    /** One that runs ends soon, whichever process runs it, and none begins. */
    public void pause(String kind) {
        records.pause(job(kind).kind());
    }

    /** One that was paused goes on. */
    public void resume(String kind) {
        records.resume(job(kind).kind());
        goOn();
    }

    /** One whose process died is called running until somebody takes the lock, which it does not have. */
    @Scheduled(
            initialDelayString = "${strata.storage.job.look-every:PT1M}",
            fixedDelayString = "${strata.storage.job.look-every:PT1M}")
    void goOn() {
        for (Job job : jobs.values()) {
            Optional<JobReport> last = job.goesOn() ? records.last(job.kind()) : Optional.empty();
            if (running
                    && !records.isPaused(job.kind())
                    && last.filter(this::isUnfinished).isPresent()) {
                tryStart(job, last.get().options());
            }
        }
    }

    private boolean isUnfinished(JobReport last) {
        return switch (last.state()) {
            case RUNNING -> !WholeStorageLock.isTaken(jdbc);
            case PAUSED, INTERRUPTED -> true;
            case FAILED -> !last.updatedAt().plus(FAILED_FOR).isAfter(clock.instant());
            case DONE -> false;
        };
    }

    @Override
    public void start() {
        running = true;
    }

    /** One that runs ends at its next batch. */
    @Override
    public void stop() {
        running = false;
        for (Thread thread : threads) {
            try {
                thread.join(STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
