package dev.strata.storage.job;

/** A job cannot go on; begun again, it does what it has left. */
public final class JobEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final JobState state;

    public JobEnded(JobState state, String reason) {
        super(reason);
        this.state = state;
    }

    JobState state() {
        return state;
    }
}
