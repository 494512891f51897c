package dev.strata.client.sync;

import java.io.IOException;

/** What goes wrong, and what others do meanwhile. */
interface Chaos {
    Chaos NONE = new Chaos() {
        @Override
        public void meanwhile() {}

        @Override
        public void crash() {}

        @Override
        public void cut() {}
    };

    /** Somebody may do something now. */
    void meanwhile();

    /** The process may end here. */
    void crash();

    /** The connection may break here. */
    void cut() throws IOException;

    /** The end of a process. */
    final class Crash extends Error {
        Crash() {
            super("crash", null, false, false);
        }
    }
}
