package dev.strata.benchmarks.harness;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Collects what a benchmark found, prints it for people as it comes, and keeps the raw values as JSON. */
public final class Report {
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final String name;
    private final Instant started;
    private final Machine machine;
    private final Table table;
    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Report(String name, Instant started, Machine machine, Table table) {
        this.name = name;
        this.started = started;
        this.machine = machine;
        this.table = table;
    }

    /** @param work the folder that is written to */
    @SuppressWarnings("MissingSummary") // the name says it
    public static Report begin(String name, Instant started, Path work, PrintWriter out) throws IOException {
        Report report = new Report(name, started, Machine.here(work), new Table(out));
        report.table.title(name, started, report.machine);
        return report;
    }

    public void add(Comparison comparison) {
        comparisons.add(comparison);
        table.print(comparison);
    }

    public void add(Figure figure) {
        figures.add(figure);
        table.print(figure);
    }

    /** Says how it was measured, or why a figure cannot be had. */
    public void note(String text) {
        notes.add(text);
        table.note(text);
    }

    private record Document(
            String benchmark,
            Instant started,
            Machine machine,
            List<Comparison> comparisons,
            List<Figure> figures,
            List<String> notes) {}

    /** The file that holds the raw values. */
    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("%s-%s.json".formatted(name, FILE_TIME.format(started)));
        String json = JsonMapper.builder()
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(new Document(name, started, machine, comparisons, figures, notes));
        return Files.writeString(file, json + "\n");
    }
}
