package dev.strata.command.identity;

import dev.strata.command.account.domain.Login;
import dev.strata.command.openid.Proof;
import dev.strata.command.openid.ProvenIdentity;
import dev.strata.command.openid.Provider.Admission;
import dev.strata.command.openid.Providers;
import dev.strata.command.transaction.CommandTransaction;
import dev.strata.command.transaction.CommandTransaction.Dispatch;
import dev.strata.kernel.id.AccountId;
import dev.strata.kernel.id.DeviceId;
import dev.strata.platform.axon.EventMetadata;
import dev.strata.platform.web.ProblemException;
import dev.strata.platform.web.Trace;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Signs in whoever proves that he is somebody at a provider, to the account that is linked to him; opens one if the
 * provider may. All in one transaction: a proof that leads to nothing is not used up.
 */
@Component
public class ProviderSignIn {
    private static final int LOGIN_LENGTH_MAX = 50;
    private static final int SUFFIX_BITS = 30;

    private final Providers providers;
    private final Identities identities;
    private final Invitations invitations;
    private final SignUp signUp;
    private final SignIn signIn;
    private final Accounts accounts;
    private final CommandTransaction transaction;
    private final SecureRandom random = new SecureRandom();

    ProviderSignIn(
            Providers providers,
            Identities identities,
            Invitations invitations,
            SignUp signUp,
            SignIn signIn,
            Accounts accounts,
            CommandTransaction transaction) {
        this.providers = providers;
        this.identities = identities;
        this.invitations = invitations;
        this.signUp = signUp;
        this.signIn = signIn;
        this.accounts = accounts;
        this.transaction = transaction;
    }

    /** What may be asked for besides the proof. */
    public record With(
            @Nullable String code,
            @Nullable DeviceId device,
            @Nullable String invitation) {
        /** Without the secrets. */
        @Override
        public String toString() {
            return "With[" + device + "]";
        }
    }

    /** Two who come first at once are one: the second finds the account of the first. */
    public SignIn.Tokens signIn(Proof proof, With with, Origin origin) {
        AccountId fresh = AccountId.random();
        return transaction.run(new EventMetadata(fresh, null, origin.address(), Trace.id()), dispatch -> {
            ProvenIdentity who = proof.take();
            UUID id = identities.find(who).orElseGet(() -> open(dispatch, fresh, who, with.invitation()));
            Account account = accounts.findById(id).orElseThrow(ProviderSignIn::notLinked);
            SignIn.Tokens tokens = signIn.proven(account, with.code(), with.device(), origin);
            if (!identities.use(id, who)) {
                throw notLinked();
            }
            return tokens;
        });
    }

    private UUID open(Dispatch dispatch, AccountId account, ProvenIdentity who, @Nullable String invitation) {
        Admission admission = providers.get(who.provider()).accounts();
        if (admission == Admission.LINKED) {
            throw notLinked();
        }
        if (admission == Admission.INVITED) {
            invitations.redeem(invitation);
        }
        signUp.openFree(dispatch, account, login(who), Passwords.NONE, who.displayName(), who.email());
        identities.add(account.value(), who);
        return account.value();
    }

    /** What the provider calls him, or as near to it as there is none of yet. */
    private Login login(ProvenIdentity who) {
        String wish = Optional.ofNullable(who.login()).orElse("user");
        String name = Stream.of(wish, wish.replaceFirst("@.*", ""))
                .filter(Login::isOne)
                .findFirst()
                .orElse("user");
        if (!accounts.existsByLoginKey(new Login(name).key())) {
            return new Login(name);
        }
        String suffix = Integer.toString(random.nextInt(1 << SUFFIX_BITS), Character.MAX_RADIX);
        return new Login(name.substring(0, Math.min(name.length(), LOGIN_LENGTH_MAX)) + "-" + suffix);
    }

    private static ProblemException notLinked() {
        return new ProblemException(
                HttpStatus.FORBIDDEN,
                "identity-not-linked",
                "No account is linked to this sign-in. Sign in to yours, and link it: POST /v1/me/identities.");
    }
}
