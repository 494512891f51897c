package dev.strata.client.demo;

import dev.strata.client.AuditEntry;
import dev.strata.client.Changes.Change;
import dev.strata.client.Device;
import dev.strata.client.Grant;
import dev.strata.client.Node;
import dev.strata.client.Progress;
import dev.strata.client.StrataProblem;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** What others see of the file: the second account, the device, the audit trail. */
final class SharingSteps {
    private static final List<String> LIFE = List.of(
            "FileCreated",
            "VersionAdded",
            "VersionRestored",
            "NodeRenamed",
            "NodeMoved",
            "NodeTrashed",
            "NodeUntrashed");

    private final Stage stage;
    private final Feed benFeed;
    private final Node file;
    private final String sha256;

    SharingSteps(Stage stage, Feed benFeed, Node file, String sha256) {
        this.stage = stage;
        this.benFeed = benFeed;
        this.file = file;
        this.sha256 = sha256;
    }

    String share() throws IOException {
        refused("a read before sharing", 404, () -> stage.ben().node(file.id()).name());
        Grant grant = stage.anna().share(file, stage.benAccount().accountId(), "viewer");
        StepFailed.unlessEqual("role", "viewer", grant.role());
        if (grant.grantId() != null) {
            stage.ben().mustSee(grant.grantId(), grant.version());
        }
        stage.fed("shared", file);
        return "the second account is a viewer; before, the file did not exist for it (404)";
    }

    String readAsSecond() throws IOException {
        List<String> shared =
                Stage.all(stage.ben()::sharedWithMe).stream().map(Node::id).toList();
        StepFailed.unlessEqual("what is shared with it", List.of(file.id()), shared);
        String digest = stage.ben().downloadNode(file.id(), null, OutputStream.nullOutputStream(), Progress.NONE);
        StepFailed.unlessEqual("SHA-256 of its download", sha256, digest);
        refused(
                "a viewer's rename",
                403,
                () -> stage.ben().rename(file, "mine now").name());
        Change mounted = benFeed.await("mounted", file.id());
        stage.report().detail("its feed #%d: %s as %s".formatted(mounted.seq(), mounted.op(), mounted.role()));
        return "listed under shared-with-me, downloaded with an equal SHA-256, may not rename (403)";
    }

    String queue() throws IOException {
        Device.Queue before = stage.anna().devices().queue(stage.device().deviceId());
        StepFailed.unless(before.pending() > 0, "records waiting for the device", before);
        stage.anna()
                .devices()
                .acknowledge(stage.device().deviceId(), stage.feed().cursor());
        Device.Queue after = stage.anna().devices().queue(stage.device().deviceId());
        StepFailed.unlessEqual("records waiting after the acknowledgement", 0L, after.pending());
        return "%d records read; %d waited for '%s', acknowledged, 0 wait"
                .formatted(
                        stage.feed().seen().size(),
                        before.pending(),
                        stage.device().name());
    }

    String audit() throws IOException {
        List<AuditEntry> entries = Stage.all(cursor -> stage.anna().audit(file.id(), cursor));
        for (AuditEntry entry : entries.reversed()) {
            stage.report().detail("%s %s from %s".formatted(entry.at(), entry.type(), entry.address()));
            StepFailed.unlessEqual(
                    "actor of " + entry.type(), stage.annaAccount().accountId(), entry.actor());
        }
        List<String> types = new ArrayList<>(
                entries.reversed().stream().map(AuditEntry::type).toList());
        types.retainAll(LIFE);
        StepFailed.unlessEqual("events of the file, oldest first", LIFE, types);
        return "%d entries: each step, in order, by the account that did it".formatted(entries.size());
    }

    private static void refused(String what, int status, Report.Step step) throws IOException {
        try {
            throw new StepFailed("%s: expected %d, came %s".formatted(what, status, step.run()));
        } catch (StrataProblem e) {
            StepFailed.unlessEqual("status of " + what, status, e.status());
        }
    }
}
