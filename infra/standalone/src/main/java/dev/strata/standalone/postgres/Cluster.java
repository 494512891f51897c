package dev.strata.standalone.postgres;

import dev.strata.standalone.home.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The files of the database, from their creation on protected by a password. */
record Cluster(Path folder, PostgresPrograms programs, PasswordFile password) {
    static final String USER = "strata";

    boolean exists() {
        return Files.exists(folder.resolve("PG_VERSION"));
    }

    /** Builds the files beside their place and moves them there whole: a start cut short leaves nothing half made. */
    void create() throws IOException, InterruptedException {
        Path unfinished = folder.resolveSibling(folder.getFileName() + ".new");
        Trees.delete(unfinished);
        if (password.isMissing()) {
            password.create();
        }
        PostgresPrograms.Outcome outcome = programs.run(
                "initdb",
                "--pgdata=" + unfinished,
                "--username=" + USER,
                "--auth=scram-sha-256",
                "--pwfile=" + password.path(),
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        if (!outcome.succeeded()) {
            throw new StartRefused("PostgreSQL could not create its files in %s: %s"
                    .formatted(unfinished, PostgresLog.reason(outcome.output())));
        }
        Files.writeString(
                unfinished.resolve("postgresql.conf"),
                "\ninclude '%s'\n".formatted(ServerSettings.FILE_NAME),
                StandardOpenOption.APPEND);
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        Trees.sync(folder);
    }

    String readPassword() throws IOException {
        if (password.isMissing()) {
            throw new StartRefused(
                    "the password of the database is missing: put %s back from your backup".formatted(password.path()));
        }
        return password.read();
    }
}
