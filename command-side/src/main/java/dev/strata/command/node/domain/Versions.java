package dev.strata.command.node.domain;

import dev.strata.kernel.node.FileContent;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a file, newest first; shares its tail with what it was before.
 *
 * @param since the version of the node that the content came with
 * @param at when it came
 */
public record Versions(
        int number,
        FileContent content,
        long since,
        Instant at,
        @Nullable Versions earlier) {
    static Versions first(FileContent content, Instant at) {
        return new Versions(1, content, 1, at, null);
    }

    Versions plus(FileContent newer, long nodeVersion, Instant when) {
        return new Versions(number + 1, newer, nodeVersion, when, this);
    }

    public Optional<FileContent> find(int wanted) {
        for (Versions version = this; version != null; version = version.earlier) {
            if (version.number == wanted) {
                return Optional.of(version.content);
            }
        }
        return Optional.empty();
    }

    /** The number of the content that the node had at one of its versions; empty if it was pruned. */
    public Optional<Integer> numberAt(long nodeVersion) {
        for (Versions version = this; version != null; version = version.earlier) {
            if (version.since <= nodeVersion) {
                return Optional.of(version.number);
            }
        }
        return Optional.empty();
    }

    /** The newest always stays. */
    Versions without(Collection<Integer> numbers) {
        Versions rest = null;
        Versions kept = this;
        java.util.ArrayDeque<Versions> stack = new java.util.ArrayDeque<>();
        for (Versions version = kept.earlier; version != null; version = version.earlier) {
            if (!numbers.contains(version.number)) {
                stack.push(version);
            }
        }
        for (Versions version : stack) {
            rest = new Versions(version.number, version.content, version.since, version.at, rest);
        }
        return new Versions(number, content, since, at, rest);
    }

    @Override
    public String toString() {
        return "Versions[..%d]".formatted(number);
    }
}
