package dev.strata.client.demo;

import dev.strata.client.Account;
import dev.strata.client.Device;
import dev.strata.client.StrataClient;
import dev.strata.client.progress.Amount;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Walks a folder through the whole product with two fresh accounts; every step is checked and reported. */
public final class Demo {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final StrataClient anna;
    private final StrataClient ben;
    private final Report report;

    public Demo(StrataClient client, PrintStream out) {
        this(client, out, false);
    }

    /** A demo that may redraw lines, if {@code terminal}. */
    public Demo(StrataClient client, PrintStream out, boolean terminal) {
        this.anna = client;
        this.ben = new StrataClient(client.base());
        this.report = new Report(out, terminal);
    }

    /** Stops at the first step that fails and answers false; true if all held. */
    public boolean run(Path folder) {
        long begun = System.nanoTime();
        try {
            walk(folder);
        } catch (StepFailed e) {
            report.say("Stopped at this step; the %d before it held.".formatted(report.steps()));
            return false;
        }
        report.say("All %d steps held (%s).".formatted(report.steps(), Amount.seconds(System.nanoTime() - begun)));
        return true;
    }

    private void walk(Path folder) {
        LocalTree tree = report.make(
                "folder",
                () -> LocalTree.of(folder),
                found -> "%d files, %s in %s".formatted(found.files().size(), Amount.ofBytes(found.bytes()), folder));
        Account annaAccount = signUp("sign up", anna, "demo-anna-");
        Account benAccount = signUp("a second one", ben, "demo-ben-");
        Device device = report.make(
                "device",
                () -> anna.devices().register("laptop of the demo", "java"),
                made -> "'%s' registered".formatted(made.name()));
        Feed feed = report.make("feed", () -> Feed.open(anna), _ -> "opened at its newest record");
        Feed benFeed = report.make("its feed", () -> Feed.open(ben), _ -> "the second account's, too");
        Stage stage = new Stage(report, anna, annaAccount, ben, benAccount, device, feed);

        TreeSteps whole = new TreeSteps(stage, tree);
        report.step("upload", whole::upload);
        report.step("list", whole::list);
        report.step("download", whole::download);
        String path = tree.chosen();
        FileSteps one = new FileSteps(stage, tree, path, whole.node(path));
        report.step("change", one::change);
        report.step("versions", one::versions);
        report.step("restore", one::restore);
        report.step("rename", one::rename);
        report.step("move", one::move);
        report.step("trash", one::trash);
        report.step("bring back", one::untrash);
        SharingSteps others = new SharingSteps(stage, benFeed, one.file(), one.sha256());
        report.step("share", others::share);
        report.step("second reads", others::readAsSecond);
        report.step("device queue", others::queue);
        report.step("audit trail", others::audit);
    }

    private Account signUp(String step, StrataClient client, String prefix) {
        String login = prefix + random(6);
        return report.make(
                step,
                () -> {
                    String password = random(16);
                    Account made = client.signUp(login, password, login);
                    client.signIn(login, password, null);
                    Account me = client.me();
                    StepFailed.unlessEqual("account that signed in", made.accountId(), me.accountId());
                    return me;
                },
                me -> "%s, signed in; the token belongs to the account that was made".formatted(login));
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
