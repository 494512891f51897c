package dev.strata.client.sync;

import dev.strata.client.StrataClient;
import dev.strata.client.StrataProblem;
import dev.strata.client.login.CredentialFile;
import dev.strata.client.login.Credentials;
import dev.strata.client.login.NotSignedIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs in: as whoever has signed in from a terminal, or, where nobody watches, with what the environment says, as a
 * device of its own, which the folder remembers.
 */
final class SignIn {
    private static final String SERVER = "STRATA_SERVER";
    private static final String LOGIN = "STRATA_LOGIN";
    private static final String PASSWORD = "STRATA_PASSWORD";
    private static final String HERE = "http://localhost:8080";

    private SignIn() {}

    static StrataClient of(SyncFolder folder, @Nullable URI server) throws IOException {
        return System.getenv(LOGIN) == null ? fromTerminal(folder, server) : fromEnvironment(folder, server);
    }

    private static StrataClient fromTerminal(SyncFolder folder, @Nullable URI server) throws IOException {
        CredentialFile file = CredentialFile.ofUser();
        Credentials known = file.find()
                .orElseThrow(() -> new SyncRefused("nobody is signed in. Sign in first: strata login (or set %s and %s)"
                        .formatted(LOGIN, PASSWORD)));
        if (server != null && !server.equals(known.server())) {
            throw new SyncRefused("you are signed in to %s. Sign in to %s first: strata login --server %2$s"
                    .formatted(known.server(), server));
        }
        if (known.deviceId() != null) {
            folder.device(known.deviceId());
            folder.credentials().save(known);
        }
        return file.client();
    }

    private static StrataClient fromEnvironment(SyncFolder folder, @Nullable URI server) throws IOException {
        String login = required(LOGIN);
        String password = required(PASSWORD);
        Optional<StrataClient> before = resumed(folder, server(server), login);
        if (before.isPresent()) {
            return before.get();
        }
        StrataClient client = new StrataClient(server(server));
        String device = folder.device().orElse(null);
        if (device == null) {
            client.signIn(login, password, null);
            device = client.devices()
                    .register(
                            nameOfThisMachine(),
                            System.getProperty("os.name", "unknown").toLowerCase(Locale.ROOT))
                    .deviceId();
            folder.device(device);
        }
        client.signIn(login, password, device);
        folder.credentials().save(new Credentials(client.base(), login, device, client.tokens()));
        return folder.credentials().client();
    }

    /** Goes on with the session of the last run, if it is one of this login and not over: a password takes time to check. */
    private static Optional<StrataClient> resumed(SyncFolder folder, URI server, String login) throws IOException {
        try {
            Credentials known = folder.credentials().find().orElse(null);
            if (known == null
                    || !known.server().equals(server)
                    || !known.login().equals(login)
                    || !folder.device().equals(Optional.ofNullable(known.deviceId()))) {
                return Optional.empty();
            }
            StrataClient client = folder.credentials().client();
            client.me();
            return Optional.of(client);
        } catch (NotSignedIn e) {
            return Optional.empty();
        } catch (StrataProblem e) {
            if (e.retryable()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * Whether the server orders the device that kept this folder in sync to remove what it holds. The tokens of the folder
     * are asked with only if the user's are gone: they may be older ones of the same session, which is to live on.
     */
    static boolean isOrderedToWipe(SyncFolder folder) throws IOException {
        CredentialFile users = CredentialFile.ofUser();
        CredentialFile file = isOfDevice(users, folder) ? users : folder.credentials();
        return isOfDevice(file, folder) && isOrderedToWipe(file.client());
    }

    private static boolean isOfDevice(CredentialFile file, SyncFolder folder) throws IOException {
        try {
            Optional<String> device = folder.device();
            return device.isPresent() && device.equals(file.find().map(Credentials::deviceId));
        } catch (NotSignedIn e) {
            return false; // What cannot be read is of nobody.
        }
    }

    /** Only tokens of a device tell what is ordered to it. */
    static boolean isOrderedToWipe(StrataClient client) throws IOException {
        try {
            client.renew();
            return false;
        } catch (StrataProblem e) {
            return e.code().equals("device-wiped");
        }
    }

    /** Signs this user out, if it is as the device of the folder that he is signed in. */
    static void forget(SyncFolder folder) throws IOException {
        CredentialFile file = CredentialFile.ofUser();
        if (isOfDevice(file, folder)) {
            file.forget();
        }
    }

    private static URI server(@Nullable URI named) {
        String variable = System.getenv(SERVER);
        if (named != null) {
            return named;
        }
        return URI.create(variable == null ? HERE : variable);
    }

    private static String required(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isEmpty()) {
            throw new SyncRefused("who are you? Set %s and %s".formatted(LOGIN, PASSWORD));
        }
        return value;
    }

    private static String nameOfThisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }
}
