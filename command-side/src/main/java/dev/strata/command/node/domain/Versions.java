package dev.strata.command.node.domain;

import dev.strata.kernel.node.FileContent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions of a file, newest first; shares its tail with what it was before. */
public record Versions(
        int number, FileContent content, @Nullable Versions earlier) {
    static Versions first(FileContent content) {
        return new Versions(1, content, null);
    }

    Versions plus(FileContent newer) {
        return new Versions(number + 1, newer, this);
    }

    Optional<FileContent> find(int wanted) {
        for (Versions version = this; version != null; version = version.earlier) {
            if (version.number == wanted) {
                return Optional.of(version.content);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "Versions[1.." + number + "]";
    }
}
