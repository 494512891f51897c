package dev.strata.command.identity;

import dev.strata.command.identity.Passkeys.Found;
import dev.strata.command.passkey.Encoded;
import dev.strata.command.passkey.PasskeyAssertion;
import dev.strata.command.passkey.RelyingParty;
import dev.strata.kernel.id.DeviceId;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs in whoever has a passkey. It is something he has, and its authenticator has verified him: two factors, so no code
 * is asked for.
 */
@Component
public class PasskeySignIn {
    private static final Duration NOTED_ONCE_PER = Duration.ofHours(1);

    private final RelyingParty relyingParty;
    private final Passkeys passkeys;
    private final SignIn signIn;
    private final Accounts accounts;
    private final SecurityLog log;
    private final TransactionTemplate transaction;

    PasskeySignIn(
            RelyingParty relyingParty,
            Passkeys passkeys,
            SignIn signIn,
            Accounts accounts,
            SecurityLog log,
            TransactionTemplate transaction) {
        this.relyingParty = relyingParty;
        this.passkeys = passkeys;
        this.signIn = signIn;
        this.accounts = accounts;
        this.log = log;
        this.transaction = transaction;
    }

    /** A counter that goes back is noted for the owner: somebody may have a copy. */
    public SignIn.Tokens signIn(PasskeyAssertion sent, @Nullable DeviceId device, Origin origin) {
        RelyingParty.Answer answer = relyingParty.read(sent);
        Found found = passkeys.find(sent.rawId().bytes()).orElseThrow(PasskeySignIn::refused);
        long signCount = relyingParty.verified(answer, found.key());
        Encoded handle = sent.response().userHandle();
        if (handle != null && !handle.equals(RelyingParty.handle(found.account()))) {
            throw refused();
        }
        return begin(found, signCount, device, origin).orElseThrow(() -> {
            if (passkeys.find(sent.rawId().bytes()).isPresent()) {
                log.noteOncePer(NOTED_ONCE_PER, found.account(), SecurityNotice.Type.PASSKEY_COPIED, origin);
            }
            return refused();
        });
    }

    /** The account is held before its passkey is changed, as where it is removed or the account is erased. */
    private Optional<SignIn.Tokens> begin(Found found, long signCount, @Nullable DeviceId device, Origin origin) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Account account = accounts.findById(found.account()).orElseThrow(PasskeySignIn::refused);
            SignIn.Tokens tokens = signIn.provenTwice(account, device, origin);
            if (!passkeys.use(found.id(), signCount)) {
                status.setRollbackOnly();
                return Optional.empty();
            }
            return Optional.of(tokens);
        }));
    }

    private static RuntimeException refused() {
        return RelyingParty.refused(HttpStatus.UNAUTHORIZED);
    }
}
