package dev.strata.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strata.standalone.home.DataDirectory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrataTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutArgumentsItHelps() {
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("Usage: strata").contains("serve");
    }

    @Test
    void aCommandOfTheDriveHelpsAsIfTheOthersWereThere() {
        assertThat(run("ls", "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: strata ls ");
    }

    @Test
    void helpNamesTheCommandsOfTheDriveAndTheExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("serve", "login", "undo", "3 not signed in");
    }

    @Test
    void knowsItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("Strata ");
    }

    @Test
    void helpNamesEachVariable() {
        assertThat(run("serve", "--help")).isZero();
        assertThat(out.toString()).contains("STRATA_HOME", "STRATA_PORT", "STRATA_BIND", "STRATA_LOG_FORMAT");
    }

    @Test
    void wrongUseIsTwoLines() {
        assertThat(run("serve", "--port", "eighty")).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("--port")
                .contains("eighty");
    }

    @Test
    void portInUseIsOneLine() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(serve("--port", Integer.toString(other.getLocalPort()))).isEqualTo(1);
        }
        assertThat(err.toString().lines()).singleElement().asString().startsWith("strata: cannot listen on 127.0.0.1");
    }

    @Test
    void homeInUseIsOneLine() throws Exception {
        try (DataDirectory taken = DataDirectory.open(folder)) {
            assertThat(serve("--port", "0")).isEqualTo(1);
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .contains(taken.root() + " is in use by process");
        }
    }

    @Test
    void operationWithoutATokenSaysWhereOneIsMade() {
        assertThat(run("projections", "--home", folder.toString())).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("there is no operator token at " + folder)
                .contains("--home");
    }

    @Test
    void operationWithoutAServerIsOneLine() throws Exception {
        int free;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = closed.getLocalPort();
        }
        Path token = Files.writeString(folder.resolve("token"), "secret");
        String url = "http://127.0.0.1:" + free;

        assertThat(run("dead-letters", "retry", "7", "--url", url, "--token-file", token.toString()))
                .isEqualTo(1);

        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("strata: no Strata answers at " + url)
                .contains("strata serve");
    }

    @Test
    void operationNeedsTheAddressOfAServer() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "secret");

        assertThat(run("projections", "--url", "localhost:8080", "--token-file", token.toString()))
                .isEqualTo(1);

        assertThat(err.toString()).contains("not the address of a server");
    }

    private int serve(String... arguments) {
        String[] all = new String[arguments.length + 3];
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        all[0] = "serve";
        all[1] = "--home";
        all[2] = folder.toString();
        return run(all);
    }

    private int run(String... arguments) {
        return Strata.commandLine(arguments)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
