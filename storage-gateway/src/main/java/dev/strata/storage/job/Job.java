package dev.strata.storage.job;

import java.io.IOException;
import java.util.Map;

/** A kind of work on the whole storage. It can be killed anywhere: begun again, it does what is left. */
public interface Job {
    String kind();

    /** Throws a problem if what the operator wants cannot be done. */
    void demandPossible(Map<String, String> options);

    /** Whether Strata begins it again by itself when it was cut short. */
    boolean goesOn();

    void run(JobRun run) throws IOException, InterruptedException;
}
