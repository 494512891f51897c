package dev.strata.client;

/**
 * How many bytes a node and what is below it take.
 *
 * <pre>{@code
 * long files = client.now().usage(null).files();
 * }</pre>
 *
 * @param own the newest versions of the files directly in it, or its own
 * @param subtree the newest versions of all files below it
 * @param versions the older versions of the same files
 * @param trash all versions of what is in the trash below it; only for the owner
 * @param files how many are below it, not in the trash
 */
public record Usage(String nodeId, long own, long subtree, long versions, long trash, long files, long folders) {}
