package dev.strata.client;

/**
 * What a client has moved so far, in bytes: the bodies of all its requests and answers, without headers.
 *
 * <pre>{@code
 * Traffic before = client.traffic();
 * client.download("/a.bin", target, Progress.NONE);
 * long bytes = client.traffic().received() - before.received();
 * }</pre>
 */
public record Traffic(long sent, long received) {}
