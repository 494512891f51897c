package dev.strata.storage.job;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** One run of a job: what was asked for, and how far it is. For one thread. */
public final class JobRun {
    private static final int NOTES_MAX = 1_000;

    private final Map<String, String> options;
    private final JdbcTemplate jdbc;
    private final Consumer<JobRun> check;
    private final Map<String, Long> figures = new LinkedHashMap<>();
    private final Notes notes = new Notes(NOTES_MAX);
    private String phase = "waiting";

    /**
     * A run that has done nothing so far.
     *
     * @param jdbc statements on a connection that nobody else uses meanwhile
     * @param check throws if it must not go on
     */
    public JobRun(Map<String, String> options, JdbcTemplate jdbc, Consumer<JobRun> check) {
        this.options = options;
        this.jdbc = jdbc;
        this.check = check;
    }

    public @Nullable String option(String name) {
        return options.get(name);
    }

    public boolean isSet(String name) {
        return Boolean.parseBoolean(options.get(name));
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    public void begin(String next) {
        phase = next;
        checkpoint();
    }

    public void add(String figure, long count) {
        figures.merge(figure, count, Long::sum);
    }

    public void set(String figure, long count) {
        figures.put(figure, count);
    }

    public void note(String text) {
        notes.add(text);
    }

    /** To be passed between batches: says how far it is, and throws if it must not go on. */
    public void checkpoint() {
        check.accept(this);
    }

    public String phase() {
        return phase;
    }

    public Map<String, Long> figures() {
        return Collections.unmodifiableMap(figures);
    }

    public List<String> notes() {
        return notes.list();
    }
}
