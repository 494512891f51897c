package dev.strata.command.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.web.Caller;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives out tokens that do nothing but finish an upload: with a content receipt, within a day. Whoever sends many small
 * files gets the same one for a minute: to sign and to verify it took longer than to write the file into the log.
 */
@Component
public class UploadTokens {
    private static final Duration SAME = Duration.ofMinutes(1);
    private static final long COUNT_MAX = 10_000;

    private final AccessTokens tokens;
    private final Cache<Bearer, String> given =
            Caffeine.newBuilder().maximumSize(COUNT_MAX).expireAfterWrite(SAME).build();

    UploadTokens(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /** A sign-out ends it too, and what his own token is bound to binds it. */
    private record Bearer(
            AccountId account,
            @Nullable UUID session,
            @Nullable DeviceId device,
            @Nullable NodeId folder) {}

    public String issue(Caller caller) {
        return Objects.requireNonNull(given.get(
                new Bearer(caller.account(), caller.session(), caller.device(), caller.folder()), this::sign));
    }

    private String sign(Bearer bearer) {
        DeviceId device = bearer.device();
        NodeId folder = bearer.folder();
        return tokens.issueForUpload(
                bearer.account().value(),
                bearer.session(),
                device == null ? null : device.value(),
                folder == null ? null : folder.value());
    }
}
