package dev.strata.storage.session;

import org.jspecify.annotations.Nullable;

/** The answer to a completed upload, kept so that it can be given again: a node, as the command side describes it. */
public record PlacedFile(int status, @Nullable String etag, String body) {}
