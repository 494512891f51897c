package dev.strata.command;

import dev.strata.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The command side as it runs alone, on a database of its own; one for all tests of this module. */
public final class CommandSideProcess {
    /** Where browsers come back to that were at the provider corp. */
    public static final String RETURN_TO = "https://drive.example.org/signed-in?from=corp";

    private static final CommandSideProcess SHARED = new CommandSideProcess();

    private final int port = freePort();
    private final Path mails;
    private final ConfigurableApplicationContext context;

    private CommandSideProcess() {
        TestDatabase database = TestDatabase.fresh();
        Path keys = temporaryDirectory();
        mails = temporaryDirectory();
        context = new SpringApplicationBuilder(CommandSideApplication.class)
                .properties(Map.of(
                        "server.port", port,
                        "spring.datasource.url", database.url(),
                        "spring.datasource.username", database.user(),
                        "spring.datasource.password", database.password(),
                        "strata.keys-dir", keys.toString(),
                        "strata.keys.create-missing", true,
                        "strata.mail.folder", mails.toString(),
                        "strata.sign-up", "open"))
                .properties(providers())
                .properties(keycloak())
                .properties("strata.passkeys.origins=https://drive.example.org,https://app.drive.example.org:8443")
                .run();
    }

    /** One that opens accounts, one that others must have opened, one with invitations; and two that are not there. */
    private static Map<String, Object> providers() {
        OpenIdProvider provider = OpenIdProvider.shared();
        Map<String, Object> properties = new HashMap<>();
        for (String name : List.of("corp", "club", "guests", "gone", "liar")) {
            properties.put("strata.open-id." + name + ".issuer", provider.issuer());
            properties.put("strata.open-id." + name + ".client-id", OpenIdProvider.CORP);
        }
        properties.put("strata.open-id.corp.client-secret", OpenIdProvider.SECRET);
        properties.put("strata.open-id.corp.display-name", "The Corporation");
        properties.put("strata.open-id.corp.accounts", "created");
        properties.put("strata.open-id.corp.return-to", RETURN_TO);
        properties.put("strata.open-id.club.client-id", OpenIdProvider.CLUB);
        properties.put("strata.open-id.guests.accounts", "invited");
        properties.put("strata.open-id.guests.audience", "strata on a phone");
        properties.put("strata.open-id.gone.issuer", "http://127.0.0.1:" + freePort());
        properties.put("strata.open-id.liar.issuer", provider.otherName());
        return properties;
    }

    /** One that opens accounts, and one that others must have opened. */
    private static String[] keycloak() {
        String issuer = Keycloak.shared().realm().issuer();
        return new String[] {
            "strata.open-id.keycloak.issuer=" + issuer,
            "strata.open-id.keycloak.client-id=" + Keycloak.CLIENT,
            "strata.open-id.keycloak.client-secret=" + Keycloak.SECRET,
            "strata.open-id.keycloak.accounts=created",
            "strata.open-id.keycloak.return-to=" + RETURN_TO,
            "strata.open-id.keycloak-club.issuer=" + issuer,
            "strata.open-id.keycloak-club.client-id=" + Keycloak.PUBLIC_CLIENT
        };
    }

    public static CommandSideProcess shared() {
        return SHARED;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Where mail goes. */
    public Path mails() {
        return mails;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("strata-keys");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
