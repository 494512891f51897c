package dev.strata.client;

import java.io.IOException;

/**
 * Is told what happens in the drive, and whether the server can be reached.
 *
 * <pre>{@code
 * client.follow("latest", changes -> changes.records().forEach(System.out::println));
 * }</pre>
 */
@FunctionalInterface
public interface FeedFollower {

    /** More was read, perhaps nothing but a newer cursor. What is thrown ends the loop. */
    void changed(Changes changes) throws IOException;

    /** The server cannot be reached; told once, until it can. */
    default void offline(IOException reason) {}

    /** The server can be reached again. */
    default void online() {}
}
