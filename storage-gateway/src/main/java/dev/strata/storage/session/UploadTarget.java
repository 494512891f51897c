package dev.strata.storage.session;

import dev.strata.kernel.id.NodeId;
import dev.strata.storage.side.ContentPath;
import dev.strata.storage.side.FileContentCommand;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of an upload when all of it has come; settled when it begins.
 *
 * @param in the folder that the path begins at; null for the account's home
 * @param nodeId the file that had the name then
 * @param base the version of it that the content will follow; null if a new file is to be made
 * @param boundTo the folder that the access token is bound to which the upload was begun with; null if it is bound to none
 * @param sha256 that the content must have, if the client has said so
 */
record UploadTarget(
        String path,
        @Nullable NodeId in,
        NodeId parentId,
        String name,
        @Nullable NodeId nodeId,
        @Nullable Long base,
        @Nullable String conflict,
        @Nullable Instant modifiedAt,
        String mediaType,
        @Nullable NodeId boundTo,
        @Nullable String sha256) {

    /** Whether somebody who is bound to this folder, or to none, may go on with it. */
    boolean isOpenTo(@Nullable NodeId folder) {
        return folder == null || folder.equals(boundTo);
    }

    ContentPath contentPath() {
        return ContentPath.of(path).in(in);
    }

    FileContentCommand command(String receipt) {
        return base == null
                ? new FileContentCommand(parentId, name, receipt, modifiedAt, conflict)
                : new FileContentCommand(null, null, receipt, modifiedAt, conflict);
    }
}
