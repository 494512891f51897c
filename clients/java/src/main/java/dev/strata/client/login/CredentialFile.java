package dev.strata.client.login;

import dev.strata.client.StrataClient;
import dev.strata.client.TokenStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file in which the programs of one user find who is signed in. Nobody else may read it. It is replaced as a whole,
 * and whoever renews its tokens keeps the others from it meanwhile.
 *
 * <pre>{@code
 * StrataClient client = CredentialFile.ofUser().client();
 * }</pre>
 */
public final class CredentialFile implements TokenStore {
    private static final Object IN_THIS_PROCESS = new Object();
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path file;
    private final JsonMapper json = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private CredentialFile(Path file) {
        this.file = file;
    }

    /** {@code strata/credentials.json} in the folder of the user's settings: {@code XDG_CONFIG_HOME}, else {@code ~/.config}. */
    public static CredentialFile ofUser() {
        return ofUser(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static CredentialFile ofUser(Map<String, String> environment, Path home) {
        String settings = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = settings.isEmpty() ? home.resolve(".config") : Path.of(settings);
        return at(folder.resolve("strata").resolve("credentials.json"));
    }

    public static CredentialFile at(Path file) {
        return new CredentialFile(file.toAbsolutePath());
    }

    public Path path() {
        return file;
    }

    /** A client that goes on with the session of the user. */
    public StrataClient client() throws IOException {
        StrataClient client = new StrataClient(credentials().server());
        client.resume(this);
        return client;
    }

    /** Who is signed in. */
    public Credentials credentials() throws IOException {
        return find().orElseThrow(() -> new NotSignedIn("Nobody is signed in: there is no " + file));
    }

    public Optional<Credentials> find() throws IOException {
        try {
            return Optional.of(json.readValue(Files.readAllBytes(file), Credentials.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new NotSignedIn(
                    "Nobody is signed in: %s cannot be read (%s)".formatted(file, e.getOriginalMessage()));
        }
    }

    /** Instead of what is there. */
    public void save(Credentials credentials) throws IOException {
        locked(() -> {
            write(credentials);
            return credentials;
        });
    }

    public void forget() throws IOException {
        locked(() -> Files.deleteIfExists(file));
    }

    @Override
    public Tokens read() throws IOException {
        return credentials().tokens();
    }

    @Override
    public Tokens replace(Tokens old, Renewal renewal) throws IOException {
        return locked(() -> {
            Credentials now = credentials();
            if (!now.tokens().refreshToken().equals(old.refreshToken())) {
                return now.tokens();
            }
            Tokens renewed = renewal.renew(old.refreshToken());
            write(now.with(renewed));
            return renewed;
        });
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    /** One thread of one process at a time. */
    private <T> T locked(Work<T> work) throws IOException {
        Path folder = folder();
        synchronized (IN_THIS_PROCESS) {
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("credentials.lock"),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            onlyMine("rw-------"));
                    FileLock _ = channel.lock()) {
                return work.run();
            }
        }
    }

    private void write(Credentials credentials) throws IOException {
        Path written = file.resolveSibling("credentials.json.new");
        Files.deleteIfExists(written);
        try (FileChannel channel = FileChannel.open(
                written, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), onlyMine("rw-------"))) {
            channel.write(ByteBuffer.wrap(json.writeValueAsBytes(credentials)));
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path folder() throws IOException {
        Path folder = file.resolveSibling("").normalize();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.resolveSibling(""));
            Files.createDirectory(folder, onlyMine("rwx------"));
        }
        return folder;
    }

    private static FileAttribute<?>[] onlyMine(String permissions) {
        Set<PosixFilePermission> mine = PosixFilePermissions.fromString(permissions);
        return POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mine)} : new FileAttribute<?>[0];
    }
}
