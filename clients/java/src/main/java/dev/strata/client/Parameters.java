package dev.strata.client;

import org.jspecify.annotations.Nullable;

/** Puts parameters behind a path. Those without a value are left out. */
final class Parameters {
    private final StringBuilder text;
    private char separator = '?';

    private Parameters(String path) {
        this.text = new StringBuilder(path);
    }

    static Parameters of(String path) {
        return new Parameters(path);
    }

    Parameters with(String name, @Nullable Object value) {
        if (value != null) {
            text.append(separator).append(name).append('=').append(RemotePath.value(value.toString()));
            separator = '&';
        }
        return this;
    }

    /** As much of a list as one answer can hold. */
    Parameters page(@Nullable String cursor) {
        return with("limit", 1000).with("cursor", cursor);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
