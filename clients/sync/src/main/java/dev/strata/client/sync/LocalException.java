package dev.strata.client.sync;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * This machine could not do it: no right, no room, a broken disk. That something has come, gone or moved in between is none:
 * the plan is outdated then, and the next one knows.
 */
final class LocalException extends RuntimeException {
    static final String NO_ROOM = "no-room";

    private LocalException(IOException cause) {
        super(
                cause instanceof NoRoomException
                        ? cause.getMessage()
                        : cause.getClass().getSimpleName() + ": " + cause.getMessage(),
                cause);
    }

    String code() {
        return getCause() instanceof NoRoomException ? NO_ROOM : "local";
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
        unlessGet(() -> {
            deed.run();
            return true;
        });
    }

    static <T> T unlessGet(Question<T> question) {
        try {
            return question.get();
        } catch (IOException e) {
            throw of(e);
        }
    }

    /** What it means for the plan that this machine could not do it. */
    static RuntimeException of(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> new OutdatedException(e.toString());
            case NotDirectoryException e -> new OutdatedException(e.toString());
            case FileAlreadyExistsException e -> new OutdatedException(e.toString());
            case DirectoryNotEmptyException e -> new OutdatedException(e.toString());
            default -> new LocalException(failure);
        };
    }
}
