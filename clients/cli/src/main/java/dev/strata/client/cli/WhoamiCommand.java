package dev.strata.client.cli;

import dev.strata.client.Account;
import dev.strata.client.login.CredentialFile;
import dev.strata.client.login.Credentials;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says who is signed in where. */
@Command(
        name = "whoami",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Says who is signed in, where, and with which account id.",
        footer = {"", "Example:", "  strata whoami"})
final class WhoamiCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    private record Answer(
            String login,
            @Nullable String displayName,
            String accountId,
            URI server,
            @Nullable String deviceId) {}

    @Override
    public Integer call() throws IOException {
        Credentials credentials = CredentialFile.ofUser().credentials();
        Account me = drive.client().me();
        if (drive.json()) {
            drive.print(new Answer(
                    credentials.login(),
                    me.displayName(),
                    me.accountId(),
                    credentials.server(),
                    credentials.deviceId()));
        }
        drive.say("login    " + credentials.login());
        drive.say("account  " + me.accountId());
        drive.say("server   " + credentials.server());
        drive.say("device   " + (credentials.deviceId() == null ? "none" : credentials.deviceId()));
        return 0;
    }
}
