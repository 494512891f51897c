package dev.strata.client;

/**
 * How a reader of the feed learns that there is more. What he reads is the same.
 *
 * <pre>{@code
 * client.follow(FeedWay.SOCKET, "latest", changes -> changes.records().forEach(System.out::println));
 * }</pre>
 */
public enum FeedWay {
    /** Each request waits until there is something. Goes through every proxy. */
    LONG_POLL,

    /** One answer that does not end, as Server-Sent Events. */
    STREAM,

    /** A WebSocket says that there is more, a request reads it. */
    SOCKET
}
