package dev.strata.storage.upload;

import dev.strata.kernel.content.Profile;
import dev.strata.platform.web.ProblemException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Reads how a client wants a new file to be cut. */
public final class AnnouncedProfile {
    private AnnouncedProfile() {}

    /** Null if it does not say. */
    public static @Nullable Profile of(@Nullable String profile) {
        return profile == null
                ? null
                : Profile.find(profile)
                        .orElseThrow(() -> new ProblemException(
                                HttpStatus.BAD_REQUEST,
                                "invalid-value",
                                "profile: one of "
                                        + Arrays.stream(Profile.values())
                                                .map(Profile::text)
                                                .toList()));
    }
}
