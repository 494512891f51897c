package dev.strata.command.identity;

import dev.strata.platform.web.Caller;
import org.springframework.stereotype.Component;

/** Gives out tokens that do nothing but finish an upload: with a content receipt, within a day. */
@Component
public class UploadTokens {
    private final AccessTokens tokens;

    UploadTokens(AccessTokens tokens) {
        this.tokens = tokens;
    }

    public String issue(Caller caller) {
        return tokens.issueForUpload(
                caller.account().value(),
                caller.device() == null ? null : caller.device().value());
    }
}
