package dev.strata.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.endtoend.http.Bytes;
import dev.strata.endtoend.http.Person;
import dev.strata.endtoend.process.Commands;
import dev.strata.endtoend.process.Commands.Said;
import dev.strata.endtoend.process.StrataProcess;
import dev.strata.endtoend.process.Workplace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The drive from a terminal: each command is a process of its own, as people run it. */
class CommandLineIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI server = StrataProcess.shared().url();
    private final Person anna = Person.signUp(server);
    private final Path here = Workplace.folder("terminal");
    private final Commands strata = new Commands(here);

    @BeforeEach
    void login() {
        signIn(strata, anna);
    }

    private void signIn(Commands terminal, Person person) {
        terminal.withInput(Person.PASSWORD)
                .run("login", "--server", server.toString(), person.login(), "--password-stdin")
                .is(0);
    }

    @Test
    void aLifeOfAFile() throws IOException {
        Files.writeString(here.resolve("a.txt"), "first");
        strata.run("put", "a.txt", "/docs/").is(0).says("1 file uploaded");
        strata.run("ls", "/docs").is(0).says("a.txt").says("5 B");

        Files.writeString(here.resolve("a.txt"), "second!");
        String before = Instant.now().toString();
        strata.run("put", "a.txt", "/docs/").is(0);
        strata.run("put", "a.txt", "/docs/").is(0).says("0 files uploaded").says("1 the same already");
        assertThat(strata.run("versions", "/docs/a.txt", "--json").is(0).numbers("number"))
                .containsExactly(2L, 1L);
        strata.run("at", before, "get", "/docs/a.txt", "-").is(0).says("first");

        strata.run("restore", "/docs/a.txt", "1").is(0);
        strata.run("get", "/docs/a.txt", "b.txt").is(0).says("1 file downloaded");
        assertThat(here.resolve("b.txt")).hasContent("first");

        strata.run("mv", "/docs/a.txt", "/docs/c.txt").is(0);
        strata.run("mkdir", "/old").is(0);
        strata.run("mv", "/docs/c.txt", "/old/").is(0);
        strata.run("cp", "/old/c.txt", "/docs/d.txt").is(0);
        assertThat(strata.run("ls", "/docs", "--json").is(0).texts("name")).containsExactly("d.txt");
        strata.run("at", before, "ls", "/docs").is(0).says("a.txt");

        strata.run("rm", "/old/c.txt").is(0);
        strata.run("ls", "/old/c.txt").is(1).complains("there is no /old/c.txt");
        strata.run("trash").is(0).says("c.txt");
        strata.run("restore", "--trash", "c.txt").is(0);
        strata.run("search", "c.txt").is(0).says("/old/c.txt");
        strata.run("history", "/old/c.txt").is(0).says(anna.login());
    }

    @Test
    void aFolderGoesUpAndComesBackTheSame() throws IOException {
        Path tree = here.resolve("tree");
        Files.createDirectories(tree.resolve("deep/\u00fcber uns"));
        Files.createFile(tree.resolve("empty"));
        for (int i = 0; i < 30; i++) {
            Files.write(tree.resolve("deep/" + i + ".bin"), Bytes.random(i, 1_000 + i));
        }
        Files.write(tree.resolve("deep/\u00fcber uns/large"), Bytes.random(77, 20_000_000));

        JsonNode first = strata.run("put", "-r", "tree", "/", "--json").is(0).json();
        assertThat(first.path("moved").asInt()).isEqualTo(32);
        Files.write(tree.resolve("deep/3.bin"), Bytes.random(99, 500));
        JsonNode second = strata.run("put", "-r", "tree", "/", "--json").is(0).json();
        assertThat(second.path("moved").asInt()).isEqualTo(1);
        assertThat(second.path("same").asInt()).isEqualTo(31);

        Files.createDirectories(here.resolve("back"));
        strata.run("get", "-r", "/tree", "back").is(0);
        assertThat(digests(here.resolve("back/tree"))).isEqualTo(digests(tree)).hasSize(32);

        Files.writeString(here.resolve("back/tree/empty"), "mine");
        strata.run("get", "-r", "/tree", "back").is(1).complains("say --force").says("31 the same already");
        assertThat(here.resolve("back/tree/empty")).hasContent("mine");
    }

    @Test
    void sharingAndLinks() throws IOException {
        Person ben = Person.signUp(server);
        Commands bensTerminal = new Commands(Workplace.folder("terminal"));
        signIn(bensTerminal, ben);
        Files.writeString(here.resolve("a.txt"), "hello");
        strata.run("put", "a.txt", "/plans/").is(0);

        strata.run("share", "/plans", "nobody-" + ben.login()).is(1).complains("nobody signs in as");
        strata.run("share", "/plans", ben.login(), "editor", "--expires", "30d")
                .is(0)
                .says("until");
        strata.run("share", "/plans").is(0).says("editor").says(ben.login());

        bensTerminal.run("ls", "shared:").is(0).says("plans/");
        bensTerminal.run("get", "shared:plans/a.txt", "-").is(0).says("hello");
        Files.writeString(bensTerminal.folder().resolve("b.txt"), "from ben");
        bensTerminal.run("put", "b.txt", "shared:plans/").is(0);
        strata.run("get", "/plans/b.txt", "-").is(0).says("from ben");
        strata.run("unshare", "/plans", ben.login()).is(0);
        bensTerminal.run("ls", "shared:plans").is(1);

        String address = strata.run("link", "/plans/a.txt", "--max-downloads", "3")
                .is(0)
                .out()
                .strip();
        assertThat(address).startsWith(server + "/s/");
        JsonNode link = strata.run("links", "/plans/a.txt", "--json").is(0).json();
        assertThat(link.path("maxDownloads").asInt()).isEqualTo(3);
        strata.run("unlink", link.path("linkId").asString()).is(0);
        strata.run("links").is(0).silent();
    }

    @Test
    void whatWasDoneOnThisDeviceIsTakenBack() throws IOException {
        Files.writeString(here.resolve("a.txt"), "hello");
        strata.run("put", "a.txt", "/keep/").is(0);
        String since = Instant.now().toString();
        strata.run("mv", "/keep/a.txt", "/keep/b.txt").is(0);

        strata.run("undo", "--since", since, "--device", "this")
                .is(2)
                .says("a.txt")
                .complains("--yes");
        strata.run("ls", "/keep").is(0).says("b.txt");
        strata.run("undo", "--since", since, "--device", "this", "--yes").is(0).says("done");
        strata.run("ls", "/keep").is(0).says("a.txt");
    }

    @Test
    void devicesAreListedWithWhatTheyLackAndNoneReleasesItself() throws IOException {
        String id = strata.run("whoami", "--json").is(0).json().path("deviceId").asString();
        strata.run("devices", "release", id).is(1).complains("own-device");
        strata.run("devices").is(0).says(id);

        Commands other = new Commands(Workplace.folder("terminal"));
        signIn(other, anna);
        other.run("devices", "release", id).is(0).says("released " + id);
        Files.writeString(here.resolve("new.txt"), "hello");
        other.run("put", here.resolve("new.txt").toString(), "/").is(0);
        strata.run("devices", "missing", id).is(0).says("created").says("new.txt");
    }

    @Test
    void forGoodIsAskedFor() throws IOException {
        Files.writeString(here.resolve("a.txt"), "hello");
        strata.run("put", "a.txt", "/").is(0);
        strata.run("rm", "--for-good", "/a.txt").is(2).complains("--yes");
        strata.run("rm", "--for-good", "--yes", "/a.txt").is(0);
        strata.run("trash").is(0).silent();
    }

    @Test
    void aWrongPasswordChangesNothing() {
        strata.withInput("wrong")
                .run("login", "--server", server.toString(), anna.login(), "--password-stdin")
                .is(1)
                .complains("the password is wrong");
        strata.run("whoami").is(0).says(anna.login());
    }

    @Test
    void aSecondFactorIsAskedFor() throws GeneralSecurityException {
        String secret = anna.api()
                .post("/v1/me/totp", """
                {"password": "%s"}""".formatted(Person.PASSWORD))
                .is(201)
                .text("secret");
        String recovery = anna.api()
                .put("/v1/me/totp", """
                        {"code": "%s"}""".formatted(code(secret)))
                .is(200)
                .json()
                .path("recoveryCodes")
                .get(0)
                .asString();
        Commands login = strata.withInput(Person.PASSWORD);

        login.run("login", "--password-stdin").is(1).complains("code");
        login.run("login", "--password-stdin", "--code", "000000").is(1).complains("wrong-code");
        login.run("login", "--password-stdin", "--code", recovery).is(0).says(anna.login());
        strata.run("ls").is(0);
    }

    /** What the authenticator app shows now (RFC 6238). */
    private static String code(String secret) throws GeneralSecurityException {
        BigInteger bits = BigInteger.ZERO;
        for (char digit : secret.toCharArray()) {
            bits = bits.shiftLeft(5).add(BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(digit)));
        }
        int bytes = secret.length() * 5 / 8;
        String hex = bits.shiftRight(secret.length() * 5 % 8).toString(16);
        byte[] key = HexFormat.of().parseHex("0".repeat(2 * bytes - hex.length()) + hex);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        byte[] digest = mac.doFinal(ByteBuffer.allocate(Long.BYTES)
                .putLong(Instant.now().getEpochSecond() / 30)
                .array());
        int place = digest[digest.length - 1] & 0xf;
        int number = ByteBuffer.wrap(digest).getInt(place) & 0x7fffffff;
        return "%06d".formatted(number % 1_000_000);
    }

    @Test
    void nothingSecretIsForOthers() throws IOException {
        Path file = strata.credentials();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).doesNotContain(Person.PASSWORD).contains(anna.login());
    }

    @Test
    void signedOutSaysHowToSignIn() {
        strata.run("logout").is(0);
        strata.run("ls").is(3).complains("strata login");
        assertThat(strata.credentials()).doesNotExist();
    }

    @Test
    void aSessionThatWasEndedElsewhereSaysSo() {
        anna.api().delete("/v1/tokens?all=true").is(204);
        expire();
        strata.run("ls").is(3).complains("strata login");
    }

    @Test
    void aServerThatIsAwayIsToldInOneLine() throws IOException {
        ObjectNode kept = (ObjectNode) JSON.readTree(Files.readString(strata.credentials()));
        Files.writeString(
                strata.credentials(), kept.put("server", "http://127.0.0.1:1").toString());
        Said said = strata.run("ls").is(4).complains("no Strata answers");
        assertThat(said.err().lines()).hasSize(1);
    }

    @Test
    void ofTwoThatRenewAtOnceBothGoOn() {
        for (int round = 0; round < 3; round++) {
            expire();
            List<Commands.Running> all =
                    IntStream.range(0, 3).mapToObj(_ -> strata.start("ls")).toList();
            all.forEach(one -> one.await().is(0));
        }
        strata.run("whoami").is(0);
    }

    private static Map<String, String> digests(Path root) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                digests.put(root.relativize(file).toString(), Bytes.sha256(Files.readAllBytes(file)));
            }
        }
        return digests;
    }

    /** Makes the next command renew its tokens. */
    private void expire() {
        try {
            ObjectNode kept = (ObjectNode) JSON.readTree(Files.readString(strata.credentials()));
            ((ObjectNode) kept.path("tokens")).put("expiresAt", "2026-01-01T00:00:00Z");
            Files.writeString(strata.credentials(), kept.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
