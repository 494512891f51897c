package dev.strata.client.cli;

import dev.strata.client.StrataProblem;
import dev.strata.client.login.CredentialFile;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the session, and forgets it. */
@Command(
        name = "logout",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Ends the session on the server, and forgets it here."},
        footer = {"", "Example:", "  strata logout"})
final class LogoutCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        CredentialFile file = CredentialFile.ofUser();
        try {
            drive.client().signOut();
        } catch (StrataProblem e) {
            drive.say("the session had ended already");
        } catch (IOException e) {
            file.forget();
            throw e;
        }
        file.forget();
        drive.say("signed out");
        return 0;
    }
}
