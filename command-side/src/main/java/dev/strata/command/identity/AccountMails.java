package dev.strata.command.identity;

import dev.strata.platform.mail.Mail;
import dev.strata.platform.mail.MailOutbox;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What is told by mail about an account, to the address that its owner has given. Without one nobody is told. */
@Component
class AccountMails {
    private final MailOutbox outbox;
    private final String url;
    private final String resetPage;

    AccountMails(
            MailOutbox outbox,
            @Value("${strata.urls.public:}") String publicUrl,
            @Value("${strata.urls.command}") String commandUrl,
            @Value("${strata.mail.reset-page:}") String resetPage) {
        this.outbox = outbox;
        this.url = publicUrl.isEmpty() ? commandUrl : publicUrl;
        this.resetPage = resetPage;
    }

    boolean areSent() {
        return outbox.isOpen();
    }

    /** @param until when the token ends, and the mail is of no use */
    @SuppressWarnings("MissingSummary")
    void passwordReset(UUID account, String to, String login, String token, Instant until, Origin origin) {
        outbox.put(
                account,
                new Mail(to, "Strata: a new password", """
                        Somebody at the address %s, you perhaps, asks for a new password for the account %s at %s.

                        %s

                        This works once, for half an hour. If it was not you there is nothing to do: your password is
                        what it was. If this happens often, tell whoever runs this server.
                        """.formatted(origin.address(), login, url, how(token))),
                until);
    }

    /** A page that takes the token gets it behind a {@code #}, which browsers do not send to servers. */
    private String how(String token) {
        return resetPage.isEmpty()
                ? """
                The token is

                  %s

                and this sets the password:

                  curl -X PUT %s/v1/password-resets -H 'Content-Type: application/json' \\
                    -d '{"token": "%s", "newPassword": "..."}'""".formatted(token, url, token)
                : "Choose it here:\n\n  %s%s#token=%s".formatted(url, resetPage, token);
    }

    void passwordChanged(UUID account, @Nullable String to, String login, Origin origin) {
        tell(account, to, "Strata: your password was changed", """
                The password of the account %s at %s was changed from the address %s.

                If it was not you, ask for a new password at once (POST /v1/password-resets), and tell whoever runs this server.
                """.formatted(login, url, origin.address()));
    }

    void addressChanged(UUID account, @Nullable String before, String login, Origin origin) {
        tell(account, before, "Strata: your mail address was changed", """
                Mail for the account %s at %s goes to another address from now on, and no longer here. It was changed
                with your password, from the address %s.

                If it was not you, tell whoever runs this server at once.
                """.formatted(login, url, origin.address()));
    }

    void refreshTokenReused(UUID account, @Nullable String to, String login, Origin origin) {
        tell(account, to, "Strata: somebody may have a copy of your session", """
                A refresh token of the account %s at %s was used a second time, from the address %s. Somebody may have
                a copy of it, so the session was ended.

                GET /v1/sessions says where you are signed in. If in doubt, choose another password: it ends all sessions.
                """.formatted(
                        login, url, origin.address()));
    }

    private void tell(UUID account, @Nullable String to, String subject, String text) {
        if (to != null) {
            outbox.put(account, new Mail(to, subject, text));
        }
    }
}
