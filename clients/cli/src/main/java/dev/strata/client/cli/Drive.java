package dev.strata.client.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.strata.client.Reads;
import dev.strata.client.StrataClient;
import dev.strata.client.StrataProblem;
import dev.strata.client.login.CredentialFile;
import dev.strata.client.progress.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** The drive that a command works on, and how the command answers. */
final class Drive {
    @Option(names = "--json", description = "Answer in JSON: one object a line.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private @Nullable StrataClient client;

    /** Of whoever is signed in. */
    StrataClient client() throws IOException {
        if (client == null) {
            client = CredentialFile.ofUser().client();
        }
        return client;
    }

    /** The drive as it is, or as it was then: {@code strata at TIME ...}. */
    Reads reads() throws IOException {
        Instant instant = at();
        return instant == null ? client().now() : client().asOf(instant);
    }

    private @Nullable Instant at() {
        CommandSpec parent = spec.parent();
        return parent != null && parent.userObject() instanceof AtCommand command ? command.instant() : null;
    }

    Places places() throws IOException {
        return new Places(client(), reads());
    }

    /** Waits until the next command will see what this one did. */
    void settle() throws IOException {
        try {
            client().awaitWrites();
        } catch (StrataProblem e) {
            if (!e.retryable()) {
                throw e; // Otherwise the server is busy, and will show it later.
            }
        }
    }

    boolean json() {
        return json;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** For people; nothing of it is in an answer in JSON. */
    void say(String text) {
        if (!json) {
            out().println(text);
        }
    }

    void warn(String text) {
        spec.commandLine().getErr().println("strata: " + text);
    }

    /** One object, for programs. */
    void print(Object object) {
        JsonMapper mapper = JsonMapper.builder()
                .changeDefaultPropertyInclusion(usual -> usual.withValueInclusion(JsonInclude.Include.NON_NULL))
                .build();
        out().println(mapper.writeValueAsString(object));
    }

    /** Prints each for programs, or all of them for people. */
    <T> void print(Iterable<T> items, Columns<T> columns) {
        if (json) {
            items.forEach(this::print);
        } else {
            columns.print(items, out());
        }
    }

    /** A bar where somebody sees it. */
    ProgressLine progress(String what, long bytes) {
        return new ProgressLine(
                Terminal.isThere() ? System.err : Terminal.nobody(), true, System::nanoTime, what, bytes);
    }

    /** Asks before something that cannot be undone. */
    void demand(String question, boolean agreed) {
        if (agreed) {
            return;
        }
        if (!Terminal.isThere()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "there is nobody to ask here; say --yes to agree beforehand");
        }
        if (!Terminal.agrees(question)) {
            throw new CommandRefused("nothing was changed");
        }
    }
}
