package dev.strata.client.sync;

import java.io.IOException;

/** This machine could not do it: no right, no room, a broken disk. */
final class LocalException extends RuntimeException {
    private LocalException(IOException cause) {
        super(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
    }

    String text() {
        return String.valueOf(getMessage());
    }

    /** Something that is done to files. */
    interface Deed {
        void run() throws IOException;
    }

    /** The same with an answer. */
    interface Question<T> {
        T get() throws IOException;
    }

    static void unless(Deed deed) {
        try {
            deed.run();
        } catch (IOException e) {
            throw new LocalException(e);
        }
    }

    static <T> T unlessGet(Question<T> question) {
        try {
            return question.get();
        } catch (IOException e) {
            throw new LocalException(e);
        }
    }
}
