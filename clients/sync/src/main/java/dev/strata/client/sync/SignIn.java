package dev.strata.client.sync;

import dev.strata.client.StrataClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Signs in as a program does that nobody watches: with what the environment says. */
final class SignIn {
    private static final String SERVER = "STRATA_SERVER";
    private static final String LOGIN = "STRATA_LOGIN";
    private static final String PASSWORD = "STRATA_PASSWORD";
    private static final String HERE = "http://localhost:8080";

    private SignIn() {}

    /** As a device of its own, which the folder remembers. */
    static StrataClient of(SyncFolder folder, @Nullable URI server) throws IOException {
        String login = required(LOGIN);
        String password = required(PASSWORD);
        StrataClient client = new StrataClient(server(server));
        String device = folder.device().orElse(null);
        if (device == null) {
            client.signIn(login, password, null);
            device = client.registerDevice(
                            nameOfThisMachine(),
                            System.getProperty("os.name", "unknown").toLowerCase(Locale.ROOT))
                    .deviceId();
            folder.device(device);
        }
        client.signIn(login, password, device);
        return client;
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
