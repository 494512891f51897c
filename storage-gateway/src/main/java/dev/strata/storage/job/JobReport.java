package dev.strata.storage.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a job has done so far.
 *
 * @param phase what it is doing, or was doing last
 * @param figures how much of it is done, by what is counted
 * @param notes what could not be done, and why
 */
public record JobReport(
        UUID id,
        String kind,
        Map<String, String> options,
        JobState state,
        String phase,
        Map<String, Long> figures,
        List<String> notes,
        Instant startedAt,
        Instant updatedAt) {

    JobReport interrupted() {
        return new JobReport(id, kind, options, JobState.INTERRUPTED, phase, figures, notes, startedAt, updatedAt);
    }
}
