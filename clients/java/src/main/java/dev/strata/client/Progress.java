package dev.strata.client;

/**
 * Is told how far a transfer has come. Called on whatever thread moves the bytes; must be quick.
 *
 * <pre>{@code
 * client.upload(file, "/a.bin", (bytes, total) -> System.out.println(bytes + " of " + total));
 * }</pre>
 */
@FunctionalInterface
public interface Progress {
    Progress NONE = (_, _) -> {};

    /**
     * So much has been moved so far.
     *
     * @param total in bytes; -1 when it is not known
     */
    void moved(long bytes, long total);

    /** So much of what will be said to have been moved next need not be: the other side has it. */
    default void spared(long bytes) {}
}
