package dev.strata.client.cli;

import dev.strata.client.Grant;
import dev.strata.client.Member;
import dev.strata.client.Node;
import dev.strata.client.Page;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives somebody a role on a file or a folder, or says who has one. */
@Command(
        name = "share",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Gives somebody a role on a file or a folder and everything below it.",
            "Without WITH it says who has one."
        },
        footer = {"", "Example:", "  strata share /docs ben editor --expires 30d", "  strata share /docs"})
final class ShareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PATH", description = "What to share.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String path;

    @Parameters(index = "1", arity = "0..1", paramLabel = "WITH", description = Whom.HELP)
    private @Nullable String with;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "ROLE",
            defaultValue = "viewer",
            description = "viewer, commenter, editor or owner. Otherwise viewer.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String role;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            converter = Times.Future.class,
            description = "Until then; otherwise until unshare. Such as 30d or 2026-12-31.")
    private @Nullable Instant expires;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        Node node = drive.places().node(path);
        if (with == null) {
            list(node);
            return 0;
        }
        Grant grant = drive.client().share(node, new Whom(drive.client()).accountId(with), role, expires);
        if (drive.json()) {
            drive.print(grant);
        }
        drive.settle();
        drive.say("%s is %s of %s%s"
                .formatted(
                        with,
                        grant.role(),
                        path,
                        grant.expiresAt() == null
                                ? ""
                                : " until " + Times.here().text(grant.expiresAt())));
        return 0;
    }

    private void list(Node node) throws IOException {
        Times times = Times.here();
        drive.print(
                Page.all(cursor -> drive.reads().members(node.id(), cursor)),
                new Columns<Member>()
                        .left(Member::role)
                        .left(ShareCommand::nameOf)
                        .left(member -> member.expiresAt() == null ? "" : "until " + times.text(member.expiresAt())));
    }

    private static String nameOf(Member member) {
        return member.groupName() == null
                ? Objects.requireNonNullElse(member.login(), member.accountId())
                : "group:" + member.groupName();
    }
}
