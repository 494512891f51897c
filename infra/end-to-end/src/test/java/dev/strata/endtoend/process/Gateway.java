package dev.strata.endtoend.process;

import dev.strata.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A real nginx with the configuration in {@code infra/gateway}, and a certificate of its own. */
public final class Gateway implements AutoCloseable {
    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/local/bin/nginx"));
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NAME = "localhost";

    private final Path folder = Workplace.folder("gateway");
    private final int port = Ports.free();
    private final int plainPort = Ports.free();
    private final Certificate certificate;
    private final Process nginx;

    /**
     * Before one process of each side.
     *
     * @param addresses where each side listens
     */
    public Gateway(Function<Jar, URI> addresses) {
        this(upstream("command", addresses.apply(Jar.COMMAND_SIDE))
                + upstream("query", addresses.apply(Jar.QUERY_SIDE))
                + upstream("storage", addresses.apply(Jar.STORAGE_GATEWAY))
                + upstream("sync", addresses.apply(Jar.SYNC_PROJECTOR)));
    }

    /** Before all processes of each side. */
    public static Gateway before(Sides sides) {
        return new Gateway(upstream("command", urls(sides, Jar.COMMAND_SIDE))
                + upstream("query", urls(sides, Jar.QUERY_SIDE))
                + upstream("storage", urls(sides, Jar.STORAGE_GATEWAY))
                + upstream("sync", urls(sides, Jar.SYNC_PROJECTOR)));
    }

    private static URI[] urls(Sides sides, Jar side) {
        return sides.all(side).stream().map(Sides.Member::url).toArray(URI[]::new);
    }

    private Gateway(String upstreams) {
        try {
            copyConfiguration();
            Files.writeString(folder.resolve("sides.conf"), upstreams);
            certificate = makeCertificate();
            nginx = new ProcessBuilder(
                            program().toString(),
                            "-p",
                            folder + "/",
                            "-c",
                            folder + "/nginx.conf",
                            "-g",
                            "daemon off;" + user())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.txt").toFile())
                    .start();
            Await.until(SOON, "nginx listens", () -> !nginx.isAlive() || listens());
            if (!nginx.isAlive()) {
                throw new AssertionError("nginx did not start: " + Files.readString(folder.resolve("output.txt")));
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether there is an nginx on this machine. */
    public static boolean isPossible() {
        return PROGRAMS.stream().anyMatch(Files::isExecutable);
    }

    private static Path program() {
        return PROGRAMS.stream().filter(Files::isExecutable).findFirst().orElseThrow();
    }

    /** Its workers would give up root's rights to read the folder otherwise. */
    private static String user() {
        return "root".equals(System.getProperty("user.name")) ? "user root;" : "";
    }

    private void copyConfiguration() throws IOException {
        for (String made : new String[] {"logs", "temp", "tls"}) {
            Files.createDirectories(folder.resolve(made));
        }
        try (Stream<Path> files = Files.list(Routes.GATEWAY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(
                        folder.resolve(file.getFileName().toString()),
                        Files.readString(file)
                                .replace("listen 8443", "listen 127.0.0.1:" + port)
                                .replace("listen 8080", "listen 127.0.0.1:" + plainPort)
                                .replace("strata.example.org", NAME));
            }
        }
    }

    private static String upstream(String name, URI... addresses) {
        String servers = Arrays.stream(addresses)
                .map(address -> "server %s; ".formatted(address.getAuthority()))
                .collect(Collectors.joining());
        return "upstream %s { %skeepalive 16; }%n".formatted(name, servers);
    }

    /** With the key written as nginx reads it. */
    private Certificate makeCertificate() throws IOException, GeneralSecurityException {
        Certificate made = new Certificate(folder.resolve("tls"), "dns:" + NAME);
        writePem("certificate.pem", "CERTIFICATE", made.encoded());
        writePem("key.pem", "PRIVATE KEY", made.key().getEncoded());
        return made;
    }

    private void writePem(String file, String kind, byte[] content) throws IOException {
        Files.writeString(
                folder.resolve("tls").resolve(file),
                "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                        .formatted(kind, Base64.getMimeEncoder().encodeToString(content)));
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    public URI url() {
        return URI.create("https://%s:%d".formatted(NAME, port));
    }

    /** Where it only says that there is TLS elsewhere. */
    public URI plainUrl() {
        return URI.create("http://%s:%d".formatted(NAME, plainPort));
    }

    /** A connection for those who write byte by byte, that asks for this name. The handshake is still to come. */
    public SSLSocket connect(String name) throws IOException {
        SSLSocket socket = (SSLSocket)
                certificate.trusted().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** What a JVM that speaks to it must be told. */
    public List<String> trust() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + certificate.trustFile(),
                "-Djavax.net.ssl.trustStorePassword=" + Certificate.PASSWORD);
    }

    /** Speaks HTTP/2 where it can. */
    public HttpClient client() {
        return HttpClient.newBuilder().sslContext(certificate.trusted()).build();
    }

    @Override
    public void close() {
        nginx.destroy();
        nginx.onExit().join();
        Workplace.delete(folder);
    }
}
