package dev.strata.storage.side;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.NodeId;
import dev.strata.kernel.id.SpaceId;
import org.jspecify.annotations.Nullable;

/**
 * Where a path leads, said by the command side, which has checked that the caller may write there.
 *
 * @param nodeId the file that has this name already
 * @param version of that file
 * @param manifestId of its newest content
 * @param uploadToken for the command that ends the upload: the caller's access token may have ended by then
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Placement(
        SpaceId spaceId,
        NodeId parentId,
        String name,
        @Nullable NodeId nodeId,
        @Nullable Long version,
        @Nullable ManifestId manifestId,
        String uploadToken) {}
