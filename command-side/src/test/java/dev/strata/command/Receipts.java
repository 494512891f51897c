package dev.strata.command;

import dev.strata.kernel.content.ContentReceipt;
import dev.strata.kernel.content.ManifestId;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.SpaceId;
import dev.strata.platform.signing.SignedStatements;
import dev.strata.platform.signing.SigningKeys;
import java.time.Clock;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Signs receipts as the storage gateway does, with the key that it shares with the command side. */
public final class Receipts {
    private Receipts() {}

    /** A receipt for content that is told apart by a hex digit. */
    public static String of(Http.User user, String digit) {
        return of(user.accountId(), user.spaceId(), digit, Duration.ofHours(1));
    }

    public static String of(String account, String space, String digit, Duration validity) {
        CommandSideProcess process = CommandSideProcess.shared();
        ContentReceipt receipt = new ContentReceipt(
                AccountId.of(account),
                SpaceId.of(space),
                new ManifestId(digit.repeat(64)),
                3,
                digit.repeat(64),
                true,
                "text/plain",
                null);
        return new SignedStatements<>(
                        process.bean(SigningKeys.class).secret("receipt"),
                        "content receipt",
                        ContentReceipt.class,
                        process.bean(JsonMapper.class),
                        Clock.systemUTC())
                .sign(receipt, validity);
    }
}
