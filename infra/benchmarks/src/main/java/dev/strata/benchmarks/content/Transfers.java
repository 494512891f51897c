package dev.strata.benchmarks.content;

import dev.strata.benchmarks.harness.Program;
import dev.strata.benchmarks.product.User;
import dev.strata.client.Account;
import dev.strata.client.Contents;
import dev.strata.client.Node;
import dev.strata.client.StrataClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file that goes in and out at the moment, and all that is done with it; rates in MiB a second. */
final class Transfers {
    static final String UNIT = "MiB/s";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final long size;
    private final User user;
    private final Path authorization;
    private int uploaded;
    private int uploadedAgain;
    private int uploadedCut;
    private RandomFile file;

    Transfers(Path folder, long size, User user) throws IOException {
        this.folder = folder;
        this.size = size;
        this.user = user;
        this.authorization = Files.createFile(
                folder.resolve("authorization"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        this.file = RandomFile.write(folder.resolve("random"), size, 0);
    }

    /** Bytes that the server does not know: it would not store known ones again. */
    void renew() throws IOException, InterruptedException {
        file = RandomFile.write(file.path(), size, uploaded);
        signIn();
    }

    /** In a file: what is on a command line can be read by everybody on the machine. */
    void signIn() throws IOException, InterruptedException {
        Files.writeString(authorization, "Authorization: Bearer " + user.signIn() + "\n");
    }

    double hash() throws IOException, InterruptedException {
        Program.Run run =
                Program.run("openssl", "dgst", "-sha256", "-r", file.path().toString());
        demandHash(run.output());
        return rate(run);
    }

    double copyDurably() throws IOException, InterruptedException {
        Path copy = folder.resolve("copy");
        Program.Run run = Program.run("dd", "if=" + file.path(), "of=" + copy, "bs=4M", "conv=fsync", "status=none");
        demandSize(Files.size(copy));
        Files.delete(copy);
        return rate(run);
    }

    double read() throws IOException, InterruptedException {
        return rate(Program.run("dd", "if=" + file.path(), "of=/dev/null", "bs=4M", "status=none"));
    }

    double upload() throws IOException, InterruptedException {
        uploaded++;
        return uploadAs(name());
    }

    /** Cut by the client, which asks what is missing and sends that. */
    double uploadCut() throws IOException {
        StrataClient client = user.client();
        Account account = client.me();
        uploadedCut++;
        long start = System.nanoTime();
        Contents.Stored stored = client.contents().store(file.path(), account.homeSpaceId(), null, (_, _) -> {});
        Node node = client.contents().create(account.rootFolderId(), "cut-" + uploadedCut, stored);
        double seconds = (System.nanoTime() - start) / 1e9;
        demandSize(node.size() == null ? -1 : node.size());
        return size / seconds / (1 << 20);
    }

    /** The same bytes under another name, for which nothing has to be stored. */
    double uploadKnown() throws IOException, InterruptedException {
        uploadedAgain++;
        return uploadAs("known-" + uploadedAgain);
    }

    /** To a server that takes files and asks nobody. */
    double uploadTo(String server) throws IOException, InterruptedException {
        return rate(Program.run(
                "curl", "-sS", "--fail", "-o", "/dev/null", "-T", file.path().toString(), server + "/random"));
    }

    double downloadFrom(String server) throws IOException, InterruptedException {
        Program.Run run =
                Program.run("curl", "-sS", "--fail", "-o", "/dev/null", "-w", "%{size_download}", server + "/random");
        demandSize(Long.parseLong(run.output().strip()));
        return rate(run);
    }

    private String name() {
        return "random-" + uploaded;
    }

    private double uploadAs(String name) throws IOException, InterruptedException {
        Program.Run run = Program.run(
                "curl",
                "-sS",
                "--fail-with-body",
                "-H",
                "@" + authorization,
                "-T",
                file.path().toString(),
                user.url() + "/v1/content/" + name);
        JsonNode node = JSON.readTree(run.output());
        demandHash(node.path("sha256").asString());
        demandSize(node.path("size").asLong());
        return rate(run);
    }

    double download() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(fetch());
        command.addAll(List.of("-o", "/dev/null", "-w", "%{size_download}"));
        Program.Run run = Program.pipe(List.of(command));
        demandSize(Long.parseLong(run.output().strip()));
        return rate(run);
    }

    double downloadAndHash() throws IOException, InterruptedException {
        Program.Run run = Program.pipe(List.of(fetch(), List.of("openssl", "dgst", "-sha256", "-r")));
        demandHash(run.output());
        return rate(run);
    }

    private List<String> fetch() {
        return List.of("curl", "-sSL", "--fail", "-H", "@" + authorization, user.url() + "/v1/content/" + name());
    }

    private void demandHash(String found) {
        if (!found.startsWith(file.sha256())) {
            throw new IllegalStateException("SHA-256 is %s, not %s".formatted(found, file.sha256()));
        }
    }

    private void demandSize(long found) {
        if (found != size) {
            throw new IllegalStateException("size is %d, not %d".formatted(found, size));
        }
    }

    private double rate(Program.Run run) {
        return size / run.seconds() / (1 << 20);
    }
}
