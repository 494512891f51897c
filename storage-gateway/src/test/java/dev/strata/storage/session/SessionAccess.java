package dev.strata.storage.session;

import org.springframework.context.ApplicationContext;

/** What tests of other packages do to uploads behind their backs. */
public final class SessionAccess {
    private SessionAccess() {}

    /** As a restart of the process does. */
    public static void forgetDigests(ApplicationContext context) {
        context.getBean(RunningDigests.class).forget();
    }
}
