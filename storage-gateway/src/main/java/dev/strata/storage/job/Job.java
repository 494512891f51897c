package dev.strata.storage.job;

import java.io.IOException;
import java.util.Map;

/** A kind of work on the whole storage. It can be killed anywhere: begun again, it does what is left. */
public interface Job {
    String kind();

    /** What is to be done, also when it is begun again. Throws a problem if what the operator wants cannot be done. */
    Map<String, String> accept(Map<String, String> wanted);

    /** Whether Strata begins it again by itself when it was cut short. */
    boolean goesOn();

    void run(JobRun run) throws IOException, InterruptedException;
}
