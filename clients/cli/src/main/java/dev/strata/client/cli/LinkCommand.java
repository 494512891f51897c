package dev.strata.client.cli;

import dev.strata.client.Link;
import dev.strata.client.Node;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a link. */
@Command(
        name = "link",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Makes an address that opens a file or a folder to whoever has it.", "It is shown once."},
        footer = {
            "",
            "Example:",
            "  strata link /docs/a.txt --expires 7d --max-downloads 10",
            "  strata link /inbox --upload-only"
        })
final class LinkCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", description = "What to open.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String path;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "viewer",
            description = "viewer or editor. Otherwise viewer.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String role;

    @Option(names = "--password-stdin", description = "Asks visitors for the first line of standard input.")
    private boolean passwordFromInput;

    @Option(names = "--password", description = "Asks visitors for a password, which is asked for now.")
    private boolean passwordAsked;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            converter = Times.Future.class,
            description = "Until then. Such as 7d or 2026-12-31.")
    private @Nullable Instant expires;

    @Option(names = "--max-downloads", paramLabel = "N", description = "So often.")
    private @Nullable Integer maxDownloads;

    @Option(names = "--upload-only", description = "To put files into a folder, and see nothing.")
    private boolean uploadOnly;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        Node node = drive.places().node(path);
        String rights = uploadOnly ? "editor" : role;
        Link.New link = drive.client()
                .links()
                .create(node, new Link.Terms(rights, password(), expires, maxDownloads, uploadOnly));
        if (drive.json()) {
            drive.print(link);
        }
        drive.say(link.url());
        return 0;
    }

    private @Nullable String password() throws IOException {
        if (passwordFromInput) {
            return Terminal.line("password");
        }
        return passwordAsked ? Terminal.askSecretly("password of the link") : null;
    }
}
