package dev.strata.endtoend.feed;

import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.Commands;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.endtoend.process.Workplace;
import org.junit.jupiter.api.Test;

/** {@code strata feed check}, as an operator runs it. */
class FeedCheckIT {
    @Test
    void aQuietDriveIsAsItIsTold() {
        StrataProcess strata = StrataProcess.shared();
        Person anna = Person.signUp(strata.url());
        anna.upload("a.txt", new byte[] {1, 2, 3}).is(201);
        Commands terminal = new Commands(Workplace.folder("terminal"));
        terminal.run("feed", "check").is(3);
        terminal.withInput(Person.PASSWORD)
                .run("login", "--server", strata.url().toString(), anna.login(), "--password-stdin")
                .is(0);
        terminal.run("feed", "check", "--seconds", "1")
                .is(0)
                .says("2 files and folders and 0 of others")
                .says("long-poll")
                .says("stream")
                .says("socket");
    }
}
