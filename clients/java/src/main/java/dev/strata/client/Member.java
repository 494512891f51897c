package dev.strata.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who was granted a node, with the names of whom it is for.
 *
 * <pre>{@code
 * for (Member member : Page.all(cursor -> client.now().members(folder.id(), cursor))) {
 *     System.out.println(member.login() + " is " + member.role());
 * }
 * }</pre>
 *
 * @param accountId that of a group, if it is for one
 * @param expiresAt null for until it is taken back
 */
public record Member(
        String grantId,
        String nodeId,
        String accountId,
        @Nullable String login,
        @Nullable String displayName,
        @Nullable String groupName,
        String role,
        @Nullable Instant expiresAt,
        @Nullable Instant grantedAt) {}
