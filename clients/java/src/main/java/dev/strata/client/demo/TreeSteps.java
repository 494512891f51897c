package dev.strata.client.demo;

import dev.strata.client.Digests;
import dev.strata.client.Node;
import dev.strata.client.progress.Amount;
import dev.strata.client.progress.ProgressLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The steps that concern the whole tree: up, listed, down. */
final class TreeSteps {
    private final Stage stage;
    private final LocalTree tree;
    private final Map<String, Node> nodes = new HashMap<>();

    TreeSteps(Stage stage, LocalTree tree) {
        this.stage = stage;
        this.tree = tree;
    }

    String upload() throws IOException {
        for (String folder : tree.folders()) {
            nodes.put(folder, stage.anna().createFolder(idOf(LocalTree.parentOf(folder)), LocalTree.nameOf(folder)));
        }
        long begun = System.nanoTime();
        ProgressLine progress = stage.report().progress("upload", tree.bytes());
        try {
            for (Map.Entry<String, Path> file : tree.files().entrySet()) {
                Node node = stage.anna().upload(file.getValue(), file.getKey(), progress.file());
                long size = Files.size(file.getValue());
                StepFailed.unlessEqual("size of " + file.getKey(), size, node.size());
                StepFailed.unlessEqual("SHA-256 of " + file.getKey(), Digests.ofFile(file.getValue()), node.sha256());
                nodes.put(file.getKey(), node);
            }
        } finally {
            progress.end();
        }
        String rate = Amount.rate(tree.bytes(), System.nanoTime() - begun);
        for (Node node : nodes.values()) {
            stage.feed().await("created", node.id());
        }
        return "%d files, %d folders, %s, %s; sizes and SHA-256 equal, all in the feed"
                .formatted(tree.files().size(), tree.folders().size(), Amount.ofBytes(tree.bytes()), rate);
    }

    String list() throws IOException {
        StepFailed.unlessEqual("names in /", List.copyOf(tree.namesIn("")), stage.names(idOf("")));
        for (String folder : tree.folders()) {
            StepFailed.unlessEqual("names in " + folder, List.copyOf(tree.namesIn(folder)), stage.names(idOf(folder)));
        }
        for (Map.Entry<String, Node> node : nodes.entrySet()) {
            Node found = stage.anna().at(node.getKey());
            StepFailed.unlessEqual(
                    "what is at " + node.getKey(), node.getValue().id(), found.id());
        }
        return "%d folders show exactly what was sent; each path leads to its node"
                .formatted(tree.folders().size() + 1);
    }

    String download() throws IOException {
        long begun = System.nanoTime();
        ProgressLine progress = stage.report().progress("download", tree.bytes());
        try {
            for (Map.Entry<String, Path> file : tree.files().entrySet()) {
                String digest = stage.anna().download(file.getKey(), OutputStream.nullOutputStream(), progress.file());
                StepFailed.unlessEqual("SHA-256 of " + file.getKey(), Digests.ofFile(file.getValue()), digest);
            }
        } finally {
            progress.end();
        }
        return "%d files, %s, %s; SHA-256 equal"
                .formatted(
                        tree.files().size(),
                        Amount.ofBytes(tree.bytes()),
                        Amount.rate(tree.bytes(), System.nanoTime() - begun));
    }

    /** The node that was made of this path. */
    Node node(String path) {
        Node node = nodes.get(path);
        if (node == null) {
            throw new StepFailed("expected to have uploaded %s, came nothing".formatted(path));
        }
        return node;
    }

    private String idOf(String folder) {
        return folder.isEmpty()
                ? stage.annaAccount().rootFolderId()
                : node(folder).id();
    }
}
