package dev.strata.platform.web;

import dev.strata.kernel.account.AccountRole;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.kernel.id.NodeId;
import dev.strata.platform.axon.EventMetadata;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who makes the request at hand. Controllers take it as a parameter.
 *
 * @param device the device that the access token is bound to, if any
 * @param session the session that the access token belongs to, if any
 * @param folder the folder that the access token is bound to, if any; see {@link BoundFolder}
 * @param role what the account might do when the access token was given out; changing it ends the session
 * @param address the network address that the request came from
 * @param authorization the header, for onward calls to another side in the caller's name
 */
public record Caller(
        AccountId account,
        @Nullable DeviceId device,
        @Nullable UUID session,
        @Nullable NodeId folder,
        AccountRole role,
        String address,
        String authorization) {

    /** Somebody who is not signed in, and acts on the right of an account. */
    public static Caller onTheRightOf(AccountId account, String address) {
        return new Caller(account, null, null, null, AccountRole.USER, address, "");
    }

    /** What events should remember of this caller. */
    public EventMetadata metadata() {
        return new EventMetadata(account, device, address, Trace.id());
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Caller[" + account + "]";
    }
}
