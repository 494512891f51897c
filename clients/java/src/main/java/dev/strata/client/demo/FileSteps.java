package dev.strata.client.demo;

import dev.strata.client.Digests;
import dev.strata.client.FileVersion;
import dev.strata.client.Node;
import dev.strata.client.Progress;
import dev.strata.client.StrataProblem;
import dev.strata.client.progress.ProgressLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** The life of one file: changed, restored, renamed, moved, thrown away, brought back. */
final class FileSteps {
    private final Stage stage;
    private final LocalTree tree;
    private final String firstSha256;
    private String path;
    private Node file;

    FileSteps(Stage stage, LocalTree tree, String path, Node file) {
        this.stage = stage;
        this.tree = tree;
        this.path = path;
        this.file = file;
        this.firstSha256 = String.valueOf(file.sha256());
    }

    String change() throws IOException {
        Path changed = Files.createTempFile("strata-demo", ".changed");
        try {
            Files.copy(tree.file(path), changed, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(changed, "changed by the demo\n", StandardOpenOption.APPEND);
            ProgressLine progress = stage.report().progress("upload", Files.size(changed));
            try {
                file = stage.anna().upload(changed, path, progress.file());
            } finally {
                progress.end();
            }
            StepFailed.unlessEqual("number of the content", 2, file.contentVersion());
            StepFailed.unlessEqual("SHA-256 of the change", Digests.ofFile(changed), file.sha256());
        } finally {
            Files.delete(changed);
        }
        stage.fed("updated", file);
        return "%s is at version 2, SHA-256 equal".formatted(path);
    }

    String versions() throws IOException {
        List<FileVersion> versions = Stage.all(cursor -> stage.anna().versions(file.id(), cursor));
        StepFailed.unlessEqual(
                "numbers, newest first",
                List.of(2, 1),
                versions.stream().map(FileVersion::number).toList());
        StepFailed.unlessEqual(
                "their SHA-256",
                Arrays.asList(file.sha256(), firstSha256),
                versions.stream().map(FileVersion::sha256).toList());
        return "2 and 1, each with its SHA-256";
    }

    String restore() throws IOException {
        file = stage.anna().restore(file, 1);
        StepFailed.unlessEqual("number of the content", 3, file.contentVersion());
        StepFailed.unlessEqual("SHA-256", firstSha256, file.sha256());
        stage.fed("restored", file);
        String digest = stage.anna().download(path, OutputStream.nullOutputStream(), Progress.NONE);
        StepFailed.unlessEqual("SHA-256 of the download", firstSha256, digest);
        return "version 3 has the content of version 1; downloaded, SHA-256 equal";
    }

    String rename() throws IOException {
        String old = path;
        String name = "renamed " + LocalTree.nameOf(path);
        file = stage.anna().rename(file, name);
        path = LocalTree.parentOf(path) + "/" + name;
        demandGone(old);
        StepFailed.unlessEqual(
                "what is at " + path, file.id(), stage.anna().at(path).id());
        stage.fed("renamed", file);
        return "%s leads to it, %s to nothing".formatted(path, old);
    }

    String move() throws IOException {
        String old = path;
        String folderName = freeName();
        Node folder = stage.anna().createFolder(stage.annaAccount().rootFolderId(), folderName);
        stage.fed("created", folder);
        file = stage.anna().move(file, folder.id());
        path = "/" + folderName + "/" + file.name();
        demandGone(old);
        StepFailed.unlessEqual("names in the folder", List.of(file.name()), stage.names(folder.id()));
        stage.fed("moved", file);
        return "now %s and nowhere else".formatted(path);
    }

    private String freeName() {
        String name = "moved";
        while (tree.namesIn("").contains(name)) {
            name += " again";
        }
        return name;
    }

    String trash() throws IOException {
        file = stage.anna().trash(file);
        demandGone(path);
        StepFailed.unlessEqual("what is in the trash", List.of(file.id()), trashedIds());
        StepFailed.unlessEqual("names in its folder", List.of(), stage.names(String.valueOf(file.parentId())));
        stage.fed("trashed", file);
        return "in the trash, no longer in its folder";
    }

    String untrash() throws IOException {
        file = stage.anna().untrash(file);
        StepFailed.unlessEqual("what is in the trash", List.of(), trashedIds());
        StepFailed.unlessEqual(
                "what is at " + path, file.id(), stage.anna().at(path).id());
        stage.fed("untrashed", file);
        return "back at %s, the trash is empty".formatted(path);
    }

    private List<String> trashedIds() throws IOException {
        return Stage.all(stage.anna()::trashed).stream().map(Node::id).toList();
    }

    private void demandGone(String where) throws IOException {
        try {
            Node still = stage.anna().at(where);
            throw new StepFailed("%s: expected nothing there, came %s".formatted(where, still.id()));
        } catch (StrataProblem e) {
            StepFailed.unlessEqual("status of " + where, 404, e.status());
        }
    }

    /** As it is after the last step. */
    Node file() {
        return file;
    }

    String sha256() {
        return firstSha256;
    }
}
