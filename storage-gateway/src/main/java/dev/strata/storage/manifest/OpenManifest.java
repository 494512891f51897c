package dev.strata.storage.manifest;

/** A manifest to be read: what it says of the whole, and its chunks, which come when they are needed. */
public record OpenManifest(ManifestHead head, ChunkSequence chunks) {}
