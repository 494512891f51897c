package dev.strata.client.cli;

import dev.strata.client.Device;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs in, and remembers it. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Signs in, as a device of its own, and remembers it for the other commands.",
            "The password is asked for, and a code too if the account has a second factor; neither is kept."
        },
        footer = {
            "",
            "Example:",
            "  strata login --server https://drive.example.com anna",
            "  strata login anna --password-stdin < password.txt"
        })
final class LoginCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "LOGIN", description = "Whoever signed in last; otherwise asked for.")
    private @Nullable String login;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "STRATA_SERVER, otherwise the one of the last time, otherwise this machine.")
    private @Nullable URI server;

    @Option(names = "--password-stdin", description = "The password is the first line of standard input.")
    private boolean passwordFromInput;

    @Option(names = "--code", paramLabel = "CODE", description = "Of the second factor. Otherwise asked for.")
    private @Nullable String code;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description = "What to call this device the first time. Otherwise the name of the machine.")
    private @Nullable String deviceName;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Drive drive;

    @Override
    public Integer call() throws IOException {
        CredentialFile file = CredentialFile.ofUser();
        Optional<Credentials> before = remembered(file);
        URI url = checked(server(before));
        String name = login(before);
        String password = passwordFromInput ? Terminal.line("password") : Terminal.askSecretly("password of " + name);
        StrataClient client = new StrataClient(url);
        @Nullable String device = signIn(client, name, password, deviceOf(before, url, name));
        before.ifPresent(_ -> endQuietly(file));
        file.save(new Credentials(url, name, device, client.tokens()));
        if (drive.json()) {
            drive.print(new Signed(url, name, device));
        }
        drive.say("signed in as %s at %s".formatted(name, url));
        return 0;
    }

    private record Signed(
            URI server, String login, @Nullable String deviceId) {}

    /** What cannot be read is replaced. */
    private static Optional<Credentials> remembered(CredentialFile file) throws IOException {
        try {
            return file.find();
        } catch (NotSignedIn e) {
            return Optional.empty();
        }
    }

    private URI server(Optional<Credentials> before) {
        if (server != null) {
            return server;
        }
        Map<String, String> environment = System.getenv();
        String said = environment.getOrDefault("STRATA_SERVER", "");
        if (!said.isEmpty()) {
            return URI.create(said);
        }
        return before.map(Credentials::server)
                .orElseGet(() -> URI.create("http://127.0.0.1:" + environment.getOrDefault("STRATA_PORT", "8080")));
    }

    private URI checked(URI url) {
        String scheme = String.valueOf(url.getScheme());
        if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new CommandRefused("not the address of a server: %s (write https://HOST)".formatted(url));
        }
        if (scheme.equals("http") && !url.getHost().matches("localhost|127\\..*|\\[::1]")) {
            drive.warn("%s is not encrypted: whoever is on the way can read the password".formatted(url));
        }
        return url;
    }

    private String login(Optional<Credentials> before) {
        if (login != null) {
            return login;
        }
        return before.map(Credentials::login).orElseGet(() -> Terminal.ask("login"));
    }

    private static @Nullable String deviceOf(Optional<Credentials> before, URI url, String name) {
        return before.filter(
                        known -> known.server().equals(url) && known.login().equalsIgnoreCase(name))
                .map(Credentials::deviceId)
                .orElse(null);
    }

    /** Answers as which device. */
    private @Nullable String signIn(StrataClient client, String name, String password, @Nullable String device)
            throws IOException {
        try {
            boolean asked = enter(client, name, password, device, "code of " + name);
            return device == null ? register(client, name, password, asked) : device;
        } catch (StrataProblem e) {
            if (device == null || !e.code().equals("device-not-found")) {
                throw e;
            }
            return signIn(client, name, password, null); // It was revoked.
        }
    }

    /** Answers whether a code was asked for. */
    private boolean enter(StrataClient client, String name, String password, @Nullable String device, String prompt)
            throws IOException {
        try {
            client.signIn(name, password, device);
            return false;
        } catch (StrataProblem e) {
            if (!e.code().equals("second-factor-required")) {
                throw e;
            }
        }
        String given = code == null ? Terminal.ask(prompt) : code;
        code = null; // Good for once.
        client.signInWithCode(name, password, given, device);
        return true;
    }

    /** A device is registered by somebody who is signed in, and its session begins with another sign-in. */
    private @Nullable String register(StrataClient client, String name, String password, boolean asked)
            throws IOException {
        if (asked && !Terminal.isThere()) {
            drive.warn("this sign-in is of no device, because one would take a second code");
            return null;
        }
        Device device = client.devices()
                .register(
                        deviceName == null ? machine() : deviceName,
                        System.getProperty("os.name").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 ._-]", ""));
        client.signOut();
        enter(client, name, password, device.deviceId(), "this device is new: one more code, the next one");
        return device.deviceId();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "command line";
        }
    }

    /** The session that is replaced. If that fails, it ends by itself after a month. */
    private static void endQuietly(CredentialFile file) {
        try {
            file.client().signOut();
        } catch (IOException | StrataProblem e) {
            // Nothing depends on it.
        }
    }
}
