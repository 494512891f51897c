package dev.strata.storage.upload;

import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.web.ExpectedVersion;
import dev.strata.platform.web.ProblemException;
import dev.strata.storage.side.Placement;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Under which conditions an upload may take its place. They are checked before the body is read, and by the command
 * again.
 *
 * @param mustExist {@code If-Match: *}
 * @param base the version named in {@code If-Match}
 * @param mustBeNew {@code If-None-Match: *}
 * @param conflict what to do when the base is not the head; null is to fail
 */
public record UploadConditions(
        boolean mustExist,
        @Nullable Long base,
        boolean mustBeNew,
        @Nullable String conflict) {
    private static final Set<String> CONFLICT_POLICIES = Set.of("fail", "keep-both", "overwrite");

    public static UploadConditions of(
            @Nullable String ifMatch, @Nullable String ifNoneMatch, @Nullable String conflict) {
        if (ifNoneMatch != null && !ifNoneMatch.equals("*")) {
            throw invalid("If-None-Match: an upload knows * only");
        }
        if (conflict != null && !CONFLICT_POLICIES.contains(conflict)) {
            throw invalid(
                    "conflict: one of " + CONFLICT_POLICIES.stream().sorted().toList());
        }
        return new UploadConditions("*".equals(ifMatch), ExpectedVersion.parse(ifMatch), ifNoneMatch != null, conflict);
    }

    /** What is known here of the file that is in the way. */
    private record Head(NodeId id, SpaceId spaceId, NodeId parentId, String name, long version) {}

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-value", detail);
    }

    /** Refuses what the command would refuse anyway. */
    public void check(Placement placement) {
        if (conflict != null && !conflict.equals("fail")) {
            return;
        }
        Long head = placement.version();
        if (mustBeNew && head != null) {
            throw conflict("there is a file of this name", placement);
        }
        if ((mustExist || base != null) && head == null) {
            throw conflict("there is no file of this name", placement);
        }
        if (base != null && !base.equals(head)) {
            throw conflict("the file is at version %d".formatted(head), placement);
        }
    }

    private static ProblemException conflict(String found, Placement placement) {
        ProblemException problem = new ProblemException(
                HttpStatus.PRECONDITION_FAILED, "version-conflict", "Nothing was changed: " + found + ".");
        NodeId file = placement.nodeId();
        Long version = placement.version();
        if (file != null && version != null) {
            problem.withHeader(HttpHeaders.ETAG, ExpectedVersion.etag(version))
                    .with("head", new Head(file, placement.spaceId(), placement.parentId(), placement.name(), version));
        }
        return problem;
    }
}
